/** The suites against a running n8n: `npm run n8n:install` once, then `npm run test:n8n`. */
const { transform, transformIgnorePatterns } = require('./jest.config');

module.exports = {
	testEnvironment: 'node',
	roots: ['<rootDir>/test/n8n'],
	modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.runtime'],
	transform,
	transformIgnorePatterns,
	globalSetup: '<rootDir>/test/n8n/support/set-up.ts',
	globalTeardown: '<rootDir>/test/n8n/support/tear-down.ts',
	testTimeout: 300_000,
	// One n8n serves all suites.
	maxWorkers: 1,
	// Stories about the trigger wait for n8n's next poll: better together (test/n8n/support/story.ts).
	maxConcurrency: 12,
};
