import { ACCOUNT_QUIRKS } from './account';
import { ORDER_QUIRKS } from './orders';
import { PAGE_QUIRKS } from './pages';
import type { Quirk } from './quirk';
import { REFUSAL_QUIRKS } from './refusals';
import { SPELLING_QUIRKS } from './spelling';
import { STATUS_QUIRKS } from './statuses';
import { TENANT_QUIRKS } from './tenants';
import { WIRE_QUIRKS } from './wire';

/** Every quirk, in the order in which they act: what is said first, the line it goes over last. */
export const QUIRKS = [
	...ACCOUNT_QUIRKS,
	...REFUSAL_QUIRKS,
	...STATUS_QUIRKS,
	...PAGE_QUIRKS,
	...ORDER_QUIRKS,
	...TENANT_QUIRKS,
	...SPELLING_QUIRKS,
	...WIRE_QUIRKS,
];

export type QuirkName = (typeof QUIRKS)[number]['name'];

/** The same quirks, as a person looks for them. */
export const QUIRK_GROUPS: ReadonlyArray<{ title: string; quirks: readonly Quirk[] }> = [
	{ title: 'Connection and server', quirks: WIRE_QUIRKS },
	{ title: 'Token and limits', quirks: ACCOUNT_QUIRKS },
	{ title: 'Refusals', quirks: REFUSAL_QUIRKS },
	{ title: 'Status batch', quirks: STATUS_QUIRKS },
	{ title: 'Pages', quirks: PAGE_QUIRKS },
	{ title: 'Orders and labels', quirks: ORDER_QUIRKS },
	{ title: 'Other tenants', quirks: TENANT_QUIRKS },
	{ title: 'Spelling', quirks: SPELLING_QUIRKS },
];

export const isQuirkName = (name: unknown): name is QuirkName =>
	QUIRKS.some((quirk) => quirk.name === name);
