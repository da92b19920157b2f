/** Rows as a text table: one column per key of the first row, as wide as its longest entry. */
export function drawTable<Row extends object>(rows: Row[]): string {
	if (rows.length === 0) return '(nothing)';
	const keys = Object.keys(rows[0]) as Array<keyof Row & string>;
	const cells = [
		keys.map((key) => key.toUpperCase()),
		...rows.map((row) => keys.map((key) => String(row[key]))),
	];
	const widths = keys.map((_, column) => Math.max(...cells.map((line) => line[column].length)));
	const draw = (line: string[]) =>
		line
			.map((cell, column) => cell.padEnd(widths[column]))
			.join('  ')
			.trimEnd();
	return cells.map(draw).join('\n');
}
