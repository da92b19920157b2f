import type { IPollFunctions } from 'n8n-workflow';

import { withLock } from '../../../../nodes/Ecotrack/trigger/registration';

const MINUTE = 60_000;
const warn = jest.fn();
const context = (nodeId: string) =>
	({
		getWorkflow: () => ({ id: 'w' }),
		getNode: () => ({ id: nodeId }),
		logger: { warn },
	}) as unknown as IPollFunctions;

/** A poll that ends when it is told to. */
function endless() {
	let end: (result: string) => void = () => {};
	let fail: (error: Error) => void = () => {};
	const work = new Promise<string>((resolve, reject) => {
		[end, fail] = [resolve, reject];
	});
	return {
		work: async () => await work,
		end: () => end('old'),
		fail: () => fail(new Error('old')),
	};
}

let now = Date.now();
beforeEach(() => {
	warn.mockClear();
	jest.spyOn(Date, 'now').mockImplementation(() => now);
});
afterEach(() => jest.restoreAllMocks());

describe('a poll that does not end', () => {
	it('keeps others from starting for five minutes, and not for longer', async () => {
		const node = context('five minutes');
		const hanging = endless();
		const old = withLock(node, hanging.work);
		expect(await withLock(node, async () => 'new')).toBeNull();
		now += 4.9 * MINUTE;
		expect(await withLock(node, async () => 'new')).toBeNull();
		now += 0.2 * MINUTE;
		expect(await withLock(node, async () => 'new')).toBe('new');
		expect(warn).toHaveBeenCalledWith(expect.stringMatching(/has not ended in five minutes/));
		expect(await withLock(node, async () => 'newer')).toBe('newer');
		hanging.end();
		expect(await old).toBeNull();
		expect(await withLock(node, async () => 'newest')).toBe('newest');
	});

	it('learns that it is too late, neither tells nor throws, and frees no lock that is not its own', async () => {
		const node = context('too late');
		const hanging = endless();
		const questions: boolean[] = [];
		const old = withLock(node, async (isCurrent) => {
			questions.push(isCurrent());
			try {
				return await hanging.work();
			} finally {
				questions.push(isCurrent());
			}
		});
		now += 6 * MINUTE;
		const second = endless();
		const current = withLock(node, second.work);
		hanging.fail();
		expect(await old).toBeNull();
		expect(questions).toEqual([true, false]);
		expect(await withLock(node, async () => 'third')).toBeNull();
		second.end();
		expect(await current).toBe('old');
	});

	it('keeps no lock when the clock is set back meanwhile', async () => {
		const node = context('set back');
		const hanging = endless();
		const old = withLock(node, hanging.work);
		now -= 60 * MINUTE;
		expect(await withLock(node, async () => 'new')).toBe('new');
		hanging.end();
		await old;
	});

	it('concerns no other node', async () => {
		const hanging = endless();
		const old = withLock(context('one'), hanging.work);
		expect(await withLock(context('other'), async () => 'new')).toBe('new');
		hanging.end();
		expect(await old).toBe('old');
	});
});
