import { askStatuses, testQuirk, trackingsOf } from '../wire';

describe('quirks of the status batch', () => {
	testQuirk('empty-status-array', async (sandbox) => {
		sandbox.quirks.on('empty-status-array');
		expect(await askStatuses(sandbox)).toEqual([]);
	});

	testQuirk('empty-status-object', async (sandbox) => {
		expect(await askStatuses(sandbox, ['ECXXXX2608170000'])).toEqual([]);
		sandbox.quirks.on('empty-status-object');
		expect(await askStatuses(sandbox, ['ECXXXX2608170000'])).toEqual({});
	});

	testQuirk('status-list', async (sandbox) => {
		const usual = await askStatuses(sandbox);
		sandbox.quirks.on('status-list');
		expect(await askStatuses(sandbox)).toEqual(
			Object.entries(usual).map(([tracking, row]) => ({ [tracking]: row })),
		);
	});

	testQuirk('extra-rows', async (sandbox) => {
		const [first, ...others] = trackingsOf(sandbox);
		sandbox.quirks.on('extra-rows', { count: 1 });
		const rows = await askStatuses(sandbox, [first]);
		expect(Object.keys(rows)).toHaveLength(2);
		expect(others).toEqual(expect.arrayContaining([Object.keys(rows)[0]]));
		expect(Object.keys(await askStatuses(sandbox, ['ECXXXX2608170000']))).toHaveLength(1);
	});

	testQuirk('missing-rows', async (sandbox) => {
		const [first, second, third] = trackingsOf(sandbox);
		sandbox.quirks.on('missing-rows');
		expect(Object.keys(await askStatuses(sandbox))).toEqual([first, third]);
		sandbox.quirks.on('missing-rows', { tracking: [first, third] });
		expect(Object.keys(await askStatuses(sandbox))).toEqual([second]);
		sandbox.quirks.on('missing-rows', { tracking: second });
		expect(await askStatuses(sandbox, [second])).toEqual([]);
	});

	testQuirk('rows-without-status', async (sandbox) => {
		sandbox.quirks.on('rows-without-status');
		for (const row of Object.values(await askStatuses(sandbox))) {
			expect(row).toHaveProperty('order_id');
			expect(row).not.toHaveProperty('status');
		}
	});

	testQuirk('remark-statuses', async (sandbox) => {
		const [tracking] = trackingsOf(sandbox);
		const { status } = (await askStatuses(sandbox))[tracking];
		sandbox.quirks.on('remark-statuses', { value: 'livre' });
		expect((await askStatuses(sandbox))[tracking]).toMatchObject({
			status,
			activity: [{ reason: 'livre' }],
		});
	});
});
