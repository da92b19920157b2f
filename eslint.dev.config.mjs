// What is not shipped: sandbox, host, tests, benchmarks, demo. n8n's own configuration
// (eslint.config.mjs) is written for shipped code and is left untouched for it.
import js from '@eslint/js';
import globals from 'globals';
import tseslint from 'typescript-eslint';

export default tseslint.config(
	{
		ignores: [
			'node_modules',
			'dist',
			'.runtime',
			'coverage',
			'.stryker',
			'nodes',
			'credentials',
			'docs',
		],
	},
	js.configs.recommended,
	tseslint.configs.recommended,
	{
		languageOptions: { globals: globals.node },
		rules: { eqeqeq: ['error', 'always', { null: 'ignore' }] },
	},
	{ files: ['**/*.js'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
);
