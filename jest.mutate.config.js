/** The tests that `npm run mutate` judges: those of the mutated files, which need no build. */
const base = require('./jest.config');

module.exports = {
	...base,
	testMatch: [
		'**/test/nodes/Ecotrack/operations/order/*.test.ts',
		'**/test/nodes/Ecotrack/api/{numbers,outcome,limits}.test.ts',
		'**/test/watch/{queue,state,refresh,cycle,promises,gate}.test.ts',
	],
};
