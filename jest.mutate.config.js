/** The tests that `npm run mutate` judges: those of the mutated files, which need no build. */
const base = require('./jest.config');

module.exports = {
	...base,
	testMatch: [
		'**/test/nodes/Ecotrack/actions/order/*.test.ts',
		'**/test/nodes/Ecotrack/{platform/values,transport/*}.test.ts',
		'**/test/watch/!(invariants).test.ts',
	],
};
