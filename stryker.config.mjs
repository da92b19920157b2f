/**
 * `npm run mutate`: breaks the code that money and events depend on, piece by piece, and reports what no
 * unit test noticed (docs/guarantees.md). Not part of CI: it takes a quarter of an hour.
 */
const nodes = 'nodes/Ecotrack';

export default {
	testRunner: 'jest',
	jest: { configFile: 'jest.mutate.config.js', enableFindRelatedTests: true },
	plugins: ['@stryker-mutator/jest-runner'],
	coverageAnalysis: 'perTest',
	mutate: [
		`${nodes}/actions/order/{matching,update,create}.ts`,
		`${nodes}/platform/values.ts`,
		`${nodes}/transport/{response,rateLimits}.ts`,
		`${nodes}/watch/{refresh,queue,state}.ts`,
	],
	// What a user reads is held by its own tests, not word for word.
	mutator: { excludedMutations: ['StringLiteral'] },
	ignorePatterns: ['.runtime', 'dist', 'docs/images'],
	tempDirName: '.stryker',
	concurrency: 2,
	reporters: ['clear-text', 'progress'],
	clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
	timeoutMS: 20_000,
};
