/** What goes back over the wire, and how the connection behaves while it does. */
export interface Answer {
	status: number;
	headers?: Record<string, string>;
	/** Written as JSON unless `raw` is there. */
	json?: unknown;
	raw?: { type: string; bytes: string | Buffer };
	/** Hold the answer back for so many milliseconds of the sandbox's clock. */
	waitMs?: number;
	/** Break the connection off instead of answering, or in the middle of the body. */
	breakOff?: 'before' | 'midway';
}

export const json = (value: unknown, status = 200): Answer => ({ status, json: value });

export const html = (title: string, status: number): Answer => ({
	status,
	raw: {
		type: 'text/html; charset=UTF-8',
		bytes: `<!DOCTYPE html>\n<html lang="fr"><head><meta charset="utf-8"><title>${title}</title></head>\n<body><div class="code">${status}</div><div class="message">${title}</div></body></html>\n`,
	},
});

/** A business refusal: HTTP 200 all the same (docs/ecotrack-api.md section 4). */
export const refused = (message: string, error?: number): Answer =>
	json({ success: false, ...(error ? { error } : {}), message });

/** Laravel's bag of field messages. */
export const invalid = (errors: Record<string, string[]>): Answer =>
	json({ message: 'The given data was invalid.', errors }, 422);

export const UNKNOWN_TRACKING = 'Le champ tracking sélectionné est invalide.';

/** Thrown by a route to end a request with this answer. */
export class Refusal extends Error {
	constructor(readonly answer: Answer) {
		super(`Refused with ${answer.status}`);
	}
}
