/** How `npm run mutate` breaks code; which files, and which tests are asked, stands in scripts/mutate.mjs. */
export default {
	testRunner: 'jest',
	plugins: ['@stryker-mutator/jest-runner'],
	coverageAnalysis: 'perTest',
	// What a user reads is held by its own tests, not word for word.
	mutator: { excludedMutations: ['StringLiteral'] },
	ignorePatterns: ['.runtime', 'dist', 'docs/images'],
	tempDirName: '.stryker',
	concurrency: 2,
	reporters: ['clear-text', 'progress'],
	clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
	timeoutMS: 20_000,
};
