import { ACCOUNT_QUIRKS } from './account';
import { PAGE_QUIRKS } from './pages';
import { REFUSAL_QUIRKS } from './refusals';
import { SPELLING_QUIRKS } from './spelling';
import { STATUS_QUIRKS } from './statuses';
import { WIRE_QUIRKS } from './wire';

/** Every quirk, in the order in which they act: what is said first, the line it goes over last. */
export const QUIRKS = [
	...ACCOUNT_QUIRKS,
	...REFUSAL_QUIRKS,
	...STATUS_QUIRKS,
	...PAGE_QUIRKS,
	...SPELLING_QUIRKS,
	...WIRE_QUIRKS,
];

export type QuirkName = (typeof QUIRKS)[number]['name'];
