import { readToken } from '../../../../nodes/Ecotrack/platform/token';

describe('a token as it was pasted', () => {
	it.each([
		['abc123', 'abc123'],
		['  abc123\n', 'abc123'],
		['Bearer abc123', 'abc123'],
		[' bearer   abc123 ', 'abc123'],
		['Bearerabc', 'Bearerabc'],
		['Bearer ', ''],
		['', ''],
		[undefined, ''],
		[null, ''],
	])('%j is %j', (written, token) => {
		expect(readToken(written)).toBe(token);
	});
});
