/**
 * What depends on what. The change detector and the rules about the platform can be driven without
 * n8n, so they may not know it; types alone cost nothing.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

import { createSourceFile, isImportDeclaration, isStringLiteral, ScriptTarget } from 'typescript';

const REPOSITORY = resolve(__dirname, '../../..');

interface Import {
	from: string;
	isTypeOnly: boolean;
}

function filesBelow(...folders: string[]): string[] {
	return folders.flatMap((folder) =>
		readdirSync(join(REPOSITORY, folder), { recursive: true, encoding: 'utf8' })
			.filter((name) => name.endsWith('.ts'))
			.map((name) => join(folder, name)),
	);
}

function importsOf(file: string): Import[] {
	const text = readFileSync(join(REPOSITORY, file), 'utf8');
	const source = createSourceFile(file, text, ScriptTarget.Latest);
	return source.statements.filter(isImportDeclaration).map(({ moduleSpecifier, importClause }) => {
		const bindings = importClause?.namedBindings;
		const names = bindings && 'elements' in bindings ? [...bindings.elements] : [];
		const isTypeOnly =
			importClause?.isTypeOnly ||
			(names.length > 0 && !importClause?.name && names.every((name) => name.isTypeOnly));
		return {
			from: isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : '',
			isTypeOnly: isTypeOnly ?? false,
		};
	});
}

const usesN8n = (file: string) =>
	importsOf(file).some(({ from, isTypeOnly }) => /^n8n/.test(from) && !isTypeOnly);

/** The folder below nodes/Ecotrack that a relative import leads to. */
const targetOf = (file: string, from: string) =>
	relative('nodes/Ecotrack', join(dirname(file), from)).split('/')[0];

describe('the change detector', () => {
	it.each(filesBelow('nodes/Ecotrack/watch'))('%s knows nothing of n8n', (file) => {
		expect(importsOf(file).filter(({ from }) => /^n8n/.test(from))).toEqual([]);
	});

	it.each(filesBelow('nodes/Ecotrack/watch'))('%s stands on itself and the platform', (file) => {
		const targets = importsOf(file).map(({ from }) => targetOf(file, from));
		expect(['platform', 'transport', 'watch']).toEqual(
			expect.arrayContaining([...new Set(targets)].sort()),
		);
	});
});

describe('what is known about the platform', () => {
	const below = filesBelow('nodes/Ecotrack/platform', 'nodes/Ecotrack/transport');

	it('is pure but for the place that sends and the place that makes errors', () => {
		expect(below.filter(usesN8n).sort()).toEqual([
			'nodes/Ecotrack/transport/client.ts',
			'nodes/Ecotrack/transport/errors.ts',
		]);
	});

	it.each(below)('%s stands on nothing above it', (file) => {
		const own = importsOf(file).filter(({ from }) => from.startsWith('.'));
		const targets = own.map(({ from }) => targetOf(file, from));
		expect(targets.filter((name) => !['platform', 'transport'].includes(name))).toEqual([]);
	});

	it('is sent from one place', () => {
		const senders = filesBelow('nodes', 'credentials').filter((file) =>
			/httpRequest/.test(readFileSync(join(REPOSITORY, file), 'utf8')),
		);
		expect(senders).toEqual(['nodes/Ecotrack/transport/client.ts']);
	});
});

describe('what is shipped', () => {
	it.each(filesBelow('nodes', 'credentials'))('%s imports n8n-workflow and itself', (file) => {
		const foreign = importsOf(file).filter(({ from }) => !/^(n8n-workflow$|\.)/.test(from));
		expect(foreign).toEqual([]);
	});
});
