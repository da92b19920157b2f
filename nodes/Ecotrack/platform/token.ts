/** The token as the platform knows it: without the blanks and the `Bearer` that get pasted along. */
export function readToken(written: unknown): string {
	return String(written ?? '')
		.trim()
		.replace(/^Bearer(\s+|$)/i, '');
}
