import { bisect } from '../../../../nodes/Ecotrack/transport/batches';

/** A batch of so many members, some of which the platform refuses. */
async function search(count: number, poisoned: number[], requests = Infinity) {
	const batch = Array.from({ length: count }, (_, member) => member);
	const [offenders, taken]: number[][] = [[], []];
	let asked = 0;
	const rest = await bisect(
		batch,
		async (group) => {
			asked++;
			if (group.some((member) => poisoned.includes(member))) return 'refused';
			taken.push(...group);
			return 'taken';
		},
		(member) => offenders.push(member) > 0,
		() => asked < requests,
	);
	return { offenders, taken, asked, ...rest };
}

describe('bisecting a refused batch', () => {
	it.each([0, 37, 99])(
		'finds the one offender (%i) among a hundred in at most 14 requests',
		async (at) => {
			const { offenders, taken, asked, suspects, others } = await search(100, [at]);
			expect(offenders).toEqual([at]);
			expect(taken).toHaveLength(99);
			expect(asked).toBeLessThanOrEqual(14);
			expect([...suspects, ...others]).toEqual([]);
		},
	);

	it('finds several', async () => {
		expect((await search(8, [1, 6])).offenders.sort()).toEqual([1, 6]);
	});

	it('blames nobody who was not refused alone', async () => {
		// The refusal was a passing one.
		const { offenders, taken } = await search(10, []);
		expect(offenders).toEqual([]);
		expect(taken).toHaveLength(10);
	});

	it('asks the other half at once when one fails: its answer tells that the platform is well', async () => {
		const asked: number[][] = [];
		await bisect(
			[0, 1, 2, 3],
			async (group) => {
				asked.push(group);
				return group.includes(0) ? 'failed' : 'taken';
			},
			() => true,
			() => true,
		);
		expect(asked).toEqual([[0, 1], [2, 3], [0], [1]]);
	});

	it('comes back to who failed alone when everybody else has been asked', async () => {
		const taken: number[] = [];
		const offenders: number[] = [];
		const rest = await bisect(
			[0, 1],
			async (group) => {
				if (group.includes(0)) return 'failed';
				taken.push(...group);
				return 'taken';
			},
			(member) => taken.length > 0 && offenders.push(member) > 0,
			() => true,
		);
		expect([offenders, taken, rest]).toEqual([[0], [1], { suspects: [], others: [] }]);
	});

	it('blames nobody when nobody at all is answered for', async () => {
		const rest = await bisect(
			[0, 1, 2],
			async () => 'failed',
			() => false,
			() => true,
		);
		expect(rest).toEqual({ suspects: expect.arrayContaining([0, 1, 2]), others: [] });
	});

	it('ends where nothing more can be learned', async () => {
		let asked = 0;
		const rest = await bisect(
			[0, 1, 2, 3],
			async () => (++asked > 1 ? 'stopped' : 'failed'),
			() => true,
			() => true,
		);
		expect(asked).toBe(2);
		expect(rest).toEqual({ suspects: [0, 1], others: [2, 3] });
	});

	it('settles who has failed alone although no request is left for the other', async () => {
		let asked = 0;
		const offenders: number[] = [];
		const rest = await bisect(
			[0, 1],
			async () => 'failed',
			(member) => offenders.push(member) > 0,
			() => asked++ < 1,
		);
		expect([offenders, rest]).toEqual([[0], { suspects: [], others: [1] }]);
	});

	it('keeps who is under suspicion when requests run out, and forgets nobody', async () => {
		const { offenders, taken, suspects, others } = await search(100, [80], 3);
		expect(suspects).toContain(80);
		expect([...offenders, ...taken, ...suspects, ...others].sort((a, b) => a - b)).toHaveLength(
			100,
		);
		expect(taken).toHaveLength(75);
	});
});
