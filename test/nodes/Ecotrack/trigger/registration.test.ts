import type { IPollFunctions } from 'n8n-workflow';

import { detectPollKind, withLock } from '../../../../nodes/Ecotrack/trigger/registration';

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

describe('a tick of the scheduler', () => {
	const tick = (nodeId: string) =>
		detectPollKind({
			...context(nodeId),
			getActivationMode: () => 'update',
			getWorkflowStaticData: () => ({}),
			getPollBudgetMs: () => 36_000,
		} as unknown as IPollFunctions).isAfterRestart;

	it('comes after a restart when this process has not polled the node yet', () => {
		expect([tick('one'), tick('one'), tick('other'), tick('one')]).toEqual([
			true,
			false,
			true,
			false,
		]);
	});

	it('leaves nothing of a deleted workflow in memory after two days', () => {
		tick('deleted');
		now += 49 * 60 * MINUTE;
		tick('one');
		expect(tick('deleted')).toBe(true);
	});
});

describe('a poll of an n8n that has a scheduler and tells no budget', () => {
	const MODES = ['activate', 'update', 'init'] as const;
	/** A new context, as n8n 2.37 makes one for a registration and for each tick of its scheduler. */
	const open = (mode: (typeof MODES)[number], nodeId: string, hasScheduler = true) =>
		({
			...context(nodeId),
			getActivationMode: () => mode,
			getWorkflowStaticData: () => ({ __dataChanged: false }),
			...(hasScheduler && { __runPoll: async () => {} }),
		}) as unknown as IPollFunctions;

	it.each(MODES)('is a tick from the second of its kind on, after a registration by %s', (mode) => {
		const id = `ticks after ${mode}`;
		expect(detectPollKind(open(mode, id))).toMatchObject({ isFirst: true, budgetMs: 15_000 });
		if (mode !== 'update') detectPollKind(open('update', id));
		const tick = { isFirst: false, isWatched: false, persistence: 'dropped', budgetMs: 40_000 };
		expect(detectPollKind(open('update', id))).toMatchObject(tick);
		expect(detectPollKind(open('update', id))).toMatchObject(tick);
	});

	it('is the first of a registration when a person switches the workflow on after ticks', () => {
		const id = 'switched on';
		for (let count = 0; count < 3; count++) detectPollKind(open('update', id));
		expect(detectPollKind(open('activate', id))).toMatchObject({ isFirst: true, isWatched: true });
	});

	it('is the first of a registration when an edit is published in the classic engine', () => {
		const id = 'edited';
		for (let edit = 0; edit < 3; edit++) {
			const registration = open('update', id);
			expect(detectPollKind(registration)).toMatchObject({ isFirst: true, isWatched: true });
			const later = { isFirst: false, persistence: 'kept', budgetMs: 5 * MINUTE };
			expect(detectPollKind(registration)).toMatchObject(later);
		}
	});

	it('is never a tick in an n8n without a scheduler', () => {
		for (let edit = 0; edit < 3; edit++) {
			expect(detectPollKind(open('update', 'older', false))).toMatchObject({ isFirst: true });
		}
	});
});
