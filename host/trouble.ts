import KNOWN from './meanings.json';

/** Something a person can mend: the message says what happened and what to do. */
export class Trouble extends Error {
	/** @param output what the failing command printed, for those who want to dig */
	constructor(
		message: string,
		readonly output = '',
	) {
		super(message);
		this.name = 'Trouble';
	}
}

/**
 * What the output of a failed command (npm, node-gyp, the system) means for a person; undefined if
 * nothing known is in it. The first match counts: a full disk also makes a compiler stumble.
 */
export function explainOutput(output: string): string | undefined {
	return KNOWN.find(({ pattern }) => new RegExp(pattern, 'i').test(output))?.meaning;
}
