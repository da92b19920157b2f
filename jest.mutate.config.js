/** The unit tests that `npm run mutate` judges: they read the sources and need no build. */
const base = require('./jest.config');

module.exports = {
	...base,
	roots: ['<rootDir>/test/nodes', '<rootDir>/test/watch'],
	// Worlds drawn from seeds notice nearly everything, late: what is wanted is a test that names it.
	testPathIgnorePatterns: ['invariants.test', 'purity.test', 'description'],
};
