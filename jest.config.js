const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

// What n8n-core writes while it is tested; environment.ts tells it where. Workers inherit the name.
const folder = mkdtempSync(join(tmpdir(), 'ecotrack-test-'));
process.env.ECOTRACK_TEST_FOLDER = folder;
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

/** Unit and engine tests; the suites that need a running n8n have jest.n8n.config.js. */
module.exports = {
	testEnvironment: 'node',
	roots: ['<rootDir>/test'],
	testPathIgnorePatterns: ['<rootDir>/test/n8n/'],
	modulePathIgnorePatterns: ['<rootDir>/.runtime', '<rootDir>/.stryker'],
	// tinyqueue is an ES module, which Jest cannot require before Node 24.9.
	transformIgnorePatterns: ['/node_modules/(?!tinyqueue/)'],
	transform: {
		'\\.ts$|/tinyqueue/': [
			'@swc/jest',
			{ jsc: { target: 'es2022', parser: { syntax: 'typescript' } } },
		],
	},
	setupFiles: ['<rootDir>/test/support/environment.ts'],
	// For a hang, not for a slow machine: nothing here is measured.
	testTimeout: 60_000,
	// `npm run coverage`: unit tests load the sources, engine tests the built files, whose source maps
	// lead back to them.
	coverageProvider: 'v8',
	collectCoverageFrom: ['{nodes,credentials}/**/*.ts', 'dist/**/*.js'],
	coverageReporters: ['text-summary'],
};
