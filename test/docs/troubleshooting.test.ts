/**
 * docs/troubleshooting.md explains every message that the package can raise, and none that it cannot.
 * The messages are read from the sources' syntax (test/support/messages.ts).
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { FAILURE_CASES } from '../support/failures';
import { findMessages, findStrays, readSources, type Place } from '../support/messages';
import { HOLE } from '../support/sourceTexts';

const PAGE = readFileSync(join(__dirname, '..', '..', 'docs', 'troubleshooting.md'), 'utf8');

/** The heading under which each kind of message is explained. */
const SECTIONS: Readonly<Record<Place, string>> = {
	error: 'Errors',
	output: 'In an output item',
	hint: 'Hints above the output',
	credential: 'The credential',
	log: "In n8n's log",
};

interface Entry {
	text: string;
	section: string;
}

/** The first cells of the tables of a section: one message, or several with breaks between them. */
function entriesOf(section: string): Entry[] {
	const [, part = ''] = PAGE.split(`\n## ${section}\n`);
	const [own] = part.split('\n## ');
	const rows = own.split('\n').filter((line) => /^\| (?!message )/.test(line));
	return rows
		.map((row) => row.slice(2).split(' | ')[0])
		.flatMap((cell) => cell.split('<br>'))
		.map((text) => ({ text: text.trim(), section }));
}

const entries = Object.values(SECTIONS).flatMap(entriesOf);
const messages = findMessages(readSources());

/** How much of another message `…` may stand for: a name or a number, not half a sentence. */
const LONGEST = 24;

const toPattern = (text: string, filler: string) =>
	new RegExp(
		`^${text
			.split(HOLE)
			.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
			.join(filler)}$`,
	);

/** Whether an entry is about a message, by the whole of it or by its first sentence. */
function isAbout({ text, section }: Entry, message: { text: string; place: Place }): boolean {
	const [first] = message.text.split(/\. (?=\p{Lu})/u);
	const pattern = toPattern(text, `.{1,${LONGEST}}`);
	return (
		section === SECTIONS[message.place] && [message.text, first].some((one) => pattern.test(one))
	);
}

describe('docs/troubleshooting.md', () => {
	it('explains every message of the sources', () => {
		const missing = messages
			.filter((message) => !entries.some((entry) => isAbout(entry, message)))
			.map(
				({ text, place, at }) => `add to "${SECTIONS[place]}": | ${text} | … | (raised in ${at})`,
			);
		expect(missing).toEqual([]);
	});

	it('explains no message that the sources no longer have', () => {
		const gone = entries
			.filter((entry) => !messages.some((message) => isAbout(entry, message)))
			.map(({ text, section }) => `mend or take out of "${section}": ${text}`);
		expect(gone).toEqual([]);
	});

	it('has each entry once', () => {
		const keys = entries.map(({ text, section }) => `${section}: ${text}`);
		expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
	});

	it('says what each message means and what to do', () => {
		const rows = PAGE.split('\n').filter((line) => line.startsWith('| '));
		const isFull = (row: string) =>
			row.split(' | ').length === 3 && row.split(' | ').every((cell) => /\p{L}/u.test(cell));
		expect(rows.filter((row) => !isFull(row))).toEqual([]);
	});
});

describe('a request that fails', () => {
	const errors = entries.filter(({ section }) => section === SECTIONS.error);
	const isExplained = (text: string) => errors.some((one) => toPattern(one.text, '.+').test(text));

	it.each(FAILURE_CASES)('is explained: $name', ({ message, afterWrite = message, outcome }) => {
		const isDetail = outcome.kind === 'unreadable';
		const said = [message, afterWrite, ...(isDetail ? [outcome.message] : [])];
		expect(said.filter((text) => !isExplained(text))).toEqual([]);
	});
});

describe('the messages of the sources', () => {
	it('are all found: no sentence tells the user something in a way unknown to test/support/messages.ts', () => {
		expect(findStrays(readSources())).toEqual([]);
	});

	const find = (code: string) =>
		findMessages(new Map([['x.ts', code]])).map(({ text, place }) => [place, text]);

	it.each([
		['a refusal', "refuse('Limit', `is below ${least}`, 'More')", 'error', "'Limit' is below …"],
		['a failure', "({ kind: 'input', message: 'It is late' })", 'error', 'It is late'],
		["n8n's error", "new NodeApiError(node, 'It is late')", 'error', 'It is late'],
		[
			'an error of the credential',
			"new CredentialSettingError('No token')",
			'credential',
			'No token',
		],
		['a rule of its test', "whenCode(500, 'Come back later')", 'credential', 'Come back later'],
		['a hint', "api.hint('Mind the gap')", 'hint', 'Mind the gap'],
		['a reason in an item', '({ reason: `Seen ${n} times` })', 'output', 'Seen … times'],
		['a line of the log', "context.logger.warn('It is late')", 'log', 'It is late'],
		['a warning of a poll', "poll.warnings.add('It is late')", 'log', 'It is late'],
		['a constant', "const LATE = 'It is late'; api.hint(LATE)", 'hint', 'It is late'],
		['a function', "function say() { return 'It is late'; } api.hint(say())", 'hint', 'It is late'],
		[
			'a parameter',
			"function say(what: string) { api.hint(`It is ${what}`); } say('very late')",
			'hint',
			'It is very late',
		],
	])('are found in %s', (_, code, place, text) => {
		expect(find(code)).toEqual([[place, text]]);
	});

	it('are one per branch', () => {
		expect(find("api.hint(`It is ${isLate ? 'late' : 'early'}, ${name}`)")).toEqual([
			['hint', 'It is late, …'],
			['hint', 'It is early, …'],
		]);
	});
});
