import { bisect } from '../../nodes/Ecotrack/watch/bisect';

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
		(member) => offenders.push(member),
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
		expect((await search(8, [1, 6])).offenders).toEqual([1, 6]);
	});

	it('blames nobody who was not refused alone', async () => {
		// The refusal was a passing one.
		const { offenders, taken } = await search(10, []);
		expect(offenders).toEqual([]);
		expect(taken).toHaveLength(10);
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
