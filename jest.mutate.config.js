/** The tests that `npm run mutate` judges: those of the mutated files, which need no build. */
const base = require('./jest.config');

module.exports = {
	...base,
	testMatch: [
		'**/test/nodes/Ecotrack/operations/order/*.test.ts',
		'**/test/nodes/Ecotrack/api/{numbers,outcome,outcome-catalogue,forms,limits,client}.test.ts',
		'**/test/watch/!(invariants).test.ts',
	],
};
