// Beside n8n's own configuration (eslint.config.mjs), which is written for shipped code and stays
// untouched: typed rules for all TypeScript, and everything for what is not shipped.
import js from '@eslint/js';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const off = (...names) =>
	Object.fromEntries(names.map((name) => [`@typescript-eslint/${name}`, 0]));

export default tseslint.config(
	{ ignores: ['node_modules', 'dist', '.runtime', 'coverage', '.stryker', 'docs'] },
	js.configs.recommended,
	tseslint.configs.recommendedTypeChecked,
	{
		languageOptions: {
			globals: globals.node,
			parserOptions: { project: './tsconfig.dev.json', tsconfigRootDir: import.meta.dirname },
		},
		rules: {
			eqeqeq: ['error', 'always', { null: 'ignore' }],
			// Interfaces ask for promises, and `async` turns what is thrown into a rejection.
			...off('require-await'),
		},
	},
	{
		files: ['**/*.{js,cjs,mjs}'],
		extends: [tseslint.configs.disableTypeChecked],
		rules: off('no-require-imports'),
	},
	{
		// Tests take answers apart as they come, and what is not as expected fails them anyway.
		files: ['test/**', 'bench/**'],
		rules: off(
			'no-base-to-string',
			'no-unsafe-argument',
			'no-unsafe-assignment',
			'no-unsafe-call',
			'no-unsafe-member-access',
			'no-unsafe-return',
			'restrict-template-expressions',
			'unbound-method',
		),
	},
	{
		// n8n's rules forbid the other ways around its own helpers.
		files: ['nodes/**', 'credentials/**'],
		rules: { 'no-restricted-globals': ['error', 'fetch'] },
	},
);
