import { pinnedN8n } from '../../host/folders';
import { needsOf } from '../../host/needs';

describe('the Node that an n8n needs', () => {
	it.each([
		['2.42.0', 24],
		['3.0.0', 24],
		['latest', 24],
		[pinnedN8n, 24],
		['2.36.0', 24],
		['2.35.9', 22],
		['2.11.2', 22],
		['2.8.4', 20],
		['1.123.0', 20],
	])('is for %s the one of that time: %i', (version, node) => {
		expect(needsOf(version).node).toBe(node);
	});
});

it('is only an old n8n that names a package from outside of npm', () => {
	expect(needsOf('2.8.4').overrides).toEqual({ xlsx: '0.18.5' });
	expect(needsOf('2.20.12').overrides).toEqual({ xlsx: '0.18.5' });
	expect(needsOf(pinnedN8n)).not.toHaveProperty('overrides');
});
