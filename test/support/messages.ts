/**
 * Every message that the sources of the package can raise, found in their syntax: so that a page which
 * explains them can be held to all of them, and a new one cannot be forgotten.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

import { HOLE, nameOfCallee, returnsOf, textsOf } from './sourceTexts';

/** Where a user meets a message. */
export type Place = 'error' | 'output' | 'hint' | 'credential' | 'log';

export interface Message {
	/** As it is written, with `…` for what only a run knows. */
	text: string;
	place: Place;
	/** File and line. */
	at: string;
}

const ROOT = join(__dirname, '..', '..');

/** The sources of what is shipped, by path. */
export function readSources(): Map<string, string> {
	const files = ['nodes', 'credentials'].flatMap((folder) =>
		readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
			.filter((file) => file.endsWith('.ts'))
			.map((file) => `${folder}/${file}`),
	);
	return new Map(files.sort().map((file) => [file, readFileSync(join(ROOT, file), 'utf8')]));
}

/** All messages of some sources, each with the first place that raises it. */
export function findMessages(sources: ReadonlyMap<string, string>): Message[] {
	const found = new Map<string, Message>();
	walk(sources, (node, tellPlace) => {
		const { place, texts } = sinkOf(node) ?? { texts: [] };
		for (const text of texts.map(tidy)) {
			// One word is a key, and nothing but holes is handed on from elsewhere.
			if (!place || !/\p{L}.* .*\p{L}/u.test(text)) continue;
			const key = `${place} ${text}`;
			if (!found.has(key)) found.set(key, { text, place, at: tellPlace() });
		}
	});
	return [...found.values()];
}

/** What the trigger puts in front of each of its warnings says nothing. */
const tidy = (text: string) =>
	text.replace(/^ECOTRACK Trigger: /, '').replace(new RegExp(`${HOLE}+`, 'g'), HOLE);

function walk(
	sources: ReadonlyMap<string, string>,
	see: (node: ts.Node, tellPlace: () => string) => void,
): void {
	for (const [path, code] of sources) {
		const file = ts.createSourceFile(path, code, ts.ScriptTarget.ES2022, true);
		const visit = (node: ts.Node): void => {
			see(node, () => {
				const { line } = file.getLineAndCharacterOfPosition(node.getStart());
				return `${path}:${line + 1}`;
			});
			ts.forEachChild(node, visit);
		};
		visit(file);
	}
}

const LOG_LEVELS = ['debug', 'info', 'warn', 'error'];
/** What a user never reads: a failure's own text is in its literal, that of another error is replaced. */
const UNREAD = ['Error', 'EcotrackFailure'];
/** What an output or an event says beside its data. */
const PROPERTIES: Readonly<Record<string, Place>> = {
	message: 'error',
	reason: 'output',
	note: 'output',
};
/** The argument that is the message. */
const CALLS: Readonly<Record<string, readonly [place: Place, argument: number]>> = {
	hint: ['hint', 0],
	fresh: ['log', 0],
	whenBody: ['credential', 2],
	whenCode: ['credential', 1],
};
/** What is put behind another message. */
const FUNCTIONS = ['describeDone'];

/** The ways in which the package tells a user something: what is said, and where it is seen. */
function sinkOf(node: ts.Node): { place: Place; texts: string[] } | undefined {
	if (ts.isCallExpression(node)) return sinkOfCall(node);
	if (ts.isNewExpression(node) && ts.isIdentifier(node.expression)) {
		const { text: name } = node.expression;
		if (!/(Error|Failure)$/.test(name) || UNREAD.includes(name)) return undefined;
		const place = name === 'CredentialSettingError' ? 'credential' : 'error';
		return { place, texts: (node.arguments ?? []).flatMap((one) => textsOf(one)) };
	}
	if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name)) {
		const place = PROPERTIES[node.name.text];
		return place && { place, texts: textsOf(node.initializer) };
	}
	if (ts.isShorthandPropertyAssignment(node)) {
		const place = PROPERTIES[node.name.text];
		return place && { place, texts: textsOf(node.name) };
	}
	if (ts.isFunctionDeclaration(node) && node.name && FUNCTIONS.includes(node.name.text)) {
		return { place: 'error', texts: returnsOf(node) };
	}
	return undefined;
}

function sinkOfCall(node: ts.CallExpression): { place: Place; texts: string[] } | undefined {
	const [callee, receiver] = nameOfCallee(node);
	const argument = (index: number) => (node.arguments[index] ? textsOf(node.arguments[index]) : []);
	if (callee === 'refuse') {
		const problems = argument(1);
		const texts = argument(0).flatMap((name) => problems.map((words) => `'${name}' ${words}`));
		return { place: 'error', texts };
	}
	const isLogged = receiver === 'logger' && LOG_LEVELS.includes(callee);
	if (isLogged || (receiver === 'warnings' && callee === 'add')) {
		return { place: 'log', texts: argument(0) };
	}
	if (!Object.hasOwn(CALLS, callee)) return undefined;
	const [place, index] = CALLS[callee];
	return { place, texts: argument(index) };
}

/** Names of places, carriers and statuses. */
const FACTS = /platform\/(carriers|communes|wilayas|statuses|placeNames)\.ts$/;
/** Texts of the editor, and the advice that stands below a message. */
const OTHER_PROPERTIES =
	/^(displayName|name|description|placeholder|hint|builderHint|action|icon|advice|check)$/;
/** `unreadable` is given the rest of a sentence. */
const OTHER_CALLS = /^(text|flag|option|warning|refuse|unreadable)$/;
const OTHER_NAMES =
	/^(SUBTITLE|MILESTONES|note|UNCLEAR|GENERAL_CHECK|adviseOn|suggest\w*|quote|explainUncertain)$/;

/**
 * Sentences that stand neither in a message nor where no message stands: a way of telling the user
 * something that `findMessages` does not know.
 */
export function findStrays(sources: ReadonlyMap<string, string>): string[] {
	const messages = findMessages(sources);
	const strays: string[] = [];
	const own = [...sources].filter(([path]) => !FACTS.test(path));
	walk(new Map(own), (node, tellPlace) => {
		if (!ts.isStringLiteralLike(node) && !ts.isTemplateExpression(node)) return;
		if (!isSentence(node.getText()) || isElsewhere(node)) return;
		const texts = textsOf(node).map(tidy).filter(isSentence);
		const isKnown = texts.some((text) => messages.some((message) => isWithin(text, message.text)));
		if (texts.length > 0 && !isKnown) strays.push(`${tellPlace()}: ${texts[0]}`);
	});
	return strays;
}

/** Four words or more, as far as can be told. */
const isSentence = (text: string) => (text.match(/\p{L}{2,}(?=[ ,:])/gu) ?? []).length >= 3;

const isWithin = (one: string, other: string) => other.includes(one) || one.includes(other);

function isElsewhere(node: ts.Node): boolean {
	for (let up = node.parent; up; up = up.parent) {
		if (ts.isPropertyAssignment(up) && OTHER_PROPERTIES.test(up.name.getText())) return true;
		if (ts.isCallExpression(up) && OTHER_CALLS.test(nameOfCallee(up)[0])) return true;
		if (ts.isNewExpression(up) && up.expression.getText() === 'Error') return true;
		if (
			(ts.isFunctionDeclaration(up) || ts.isVariableDeclaration(up)) &&
			OTHER_NAMES.test(up.name?.getText() ?? '')
		)
			return true;
	}
	return false;
}
