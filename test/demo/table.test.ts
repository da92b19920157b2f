import { drawTable } from '../../demo/table';

describe("the demo's table", () => {
	it('makes every column as wide as its longest entry', () => {
		const rows = [
			{ tracking: 'EC1', status: 'At the hub' },
			{ tracking: 'EC20000000', status: '' },
		];
		expect(drawTable(rows)).toBe(
			['TRACKING    STATUS', 'EC1         At the hub', 'EC20000000'].join('\n'),
		);
	});

	it('says so when there is nothing', () => {
		expect(drawTable([])).toBe('(nothing)');
	});
});
