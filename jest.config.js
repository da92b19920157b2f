/** Unit and engine tests; the suites that need a running n8n have jest.n8n.config.js. */
module.exports = {
	testEnvironment: 'node',
	roots: ['<rootDir>/test'],
	testPathIgnorePatterns: ['<rootDir>/test/n8n/'],
	modulePathIgnorePatterns: ['<rootDir>/.runtime'],
	transform: {
		'\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }],
	},
	setupFiles: ['<rootDir>/test/support/environment.ts'],
};
