/**
 * What became of an update: the order before, what was sent, and the order afterwards, as the listing
 * shows them (docs/ecotrack-api.md, sections 7.3 and 8.6).
 */
import type { IDataObject } from 'n8n-workflow';

import { fold, toNameKey } from '../../platform/names';
import { toPhone } from '../../platform/values';
import { toAmount } from '../../platform/orders';
import { CHANGE_LABELS, type ChangeName, type Changes } from './changes';

const SHORTEST_CUT = 20;

/** How two values of a field are compared. */
interface Kind {
	/** The same but for case and accents. */
	isEqual: (a: unknown, b: unknown) => boolean;
	/** What was sent, as a platform may write it. */
	isSpelling: (seen: unknown, sent: unknown) => boolean;
	/** The listing shows something, but nothing that could be compared. */
	isUnclear: (seen: unknown) => boolean;
}

const alike = (isEqual: Kind['isEqual'], isUnclear: Kind['isUnclear'] = () => false): Kind => ({
	isEqual,
	isSpelling: isEqual,
	isUnclear,
});
const tidy = (value: unknown) => fold(value).replace(/\s+/g, ' ').trim();
const isName: Kind['isEqual'] = (a, b) =>
	toNameKey(a) === toNameKey(b) && (toNameKey(a) !== '' || tidy(a) === tidy(b));

/** Platforms write texts in their own way: capitals, punctuation, what is too long cut off. */
const text: Kind = {
	isEqual: (a, b) => tidy(a) === tidy(b),
	isSpelling: (seen, sent) => {
		const cut = toNameKey(seen);
		return isName(seen, sent) || (cut.length >= SHORTEST_CUT && toNameKey(sent).startsWith(cut));
	},
	isUnclear: () => false,
};
const name = alike(isName);
const number = alike(
	(a, b) => toAmount(a) === toAmount(b),
	(seen) => toAmount(seen) === null && tidy(seen) !== '',
);
const phone = alike((a, b) => (toPhone(a) ?? tidy(a)) === (toPhone(b) ?? tidy(b)));

/** Where the listing shows a field of the update. */
const SHOWN: Partial<Record<ChangeName, { fields: string[]; kind: Kind }>> = {
	reference: { fields: ['reference'], kind: text },
	client: { fields: ['client'], kind: text },
	tel: { fields: ['phone'], kind: phone },
	tel2: { fields: ['phone_2'], kind: phone },
	adresse: { fields: ['adresse'], kind: text },
	commune: { fields: ['commune'], kind: name },
	wilaya: { fields: ['wilaya_id'], kind: number },
	montant: { fields: ['montant'], kind: number },
	product: { fields: ['products', 'produit'], kind: text },
	type: { fields: ['type_id'], kind: number },
	stop_desk: { fields: ['stop_desk'], kind: number },
};

/** Each a list of display names. */
export interface Readback {
	/** Asked for, yet the order still shows another value. */
	ignored: string[];
	/** Asked for, but the listing shows no such field, or one that can be read in two ways. */
	unverified: string[];
	/** Not asked for, and different all the same. */
	changedUnasked: string[];
	/** Not asked for and not known, so neither sent along nor compared. */
	notSent: string[];
}

/**
 * Compares the whole order.
 * @param before the order as it was known, in the listing's names
 * @param sent the full set of the update, in the update's names
 * @param changes what of it the user asked for
 * @param after the order as the listing shows it now
 */
export function readBack(
	before: IDataObject,
	sent: IDataObject,
	changes: Changes,
	after: IDataObject,
): Readback {
	const result: Readback = { ignored: [], unverified: [], changedUnasked: [], notSent: [] };
	for (const field of Object.keys(CHANGE_LABELS) as ChangeName[]) {
		if (field === 'tracking') continue;
		const { fields, kind = text } = SHOWN[field] ?? { fields: [] };
		const was = find(before, fields);
		const is = find(after, fields);
		const note = (list: string[]) => list.push(CHANGE_LABELS[field]);
		if (field in changes) {
			if (is === undefined || kind.isUnclear(is)) note(result.unverified);
			else if (!isTaken(kind, was, sent[field], is)) note(result.ignored);
			continue;
		}
		if (!(field in sent) && !isKnown(was)) note(result.notSent);
		if (was !== undefined && is !== undefined && !isKept(kind, was, sent[field], is)) {
			note(result.changedUnasked);
		}
	}
	return result;
}

/** A value that is still the old one was not taken over, however much it reads like the new one. */
function isTaken({ isEqual, isSpelling }: Kind, was: unknown, sent: unknown, is: unknown): boolean {
	if (was !== undefined && isEqual(was, is) && !isEqual(was, sent)) return false;
	return isEqual(is, sent) || isSpelling(is, sent);
}

function isKept({ isEqual, isSpelling }: Kind, was: unknown, sent: unknown, is: unknown): boolean {
	return isEqual(was, is) || isSpelling(is, was) || (sent !== undefined && isEqual(sent, is));
}

/** Empty is known too: there is nothing to send. An unreadable yes or no is not. */
function isKnown(was: unknown): boolean {
	return was === null || was === '';
}

function find(row: IDataObject, fields: readonly string[]): IDataObject[string] | undefined {
	const field = fields.find((one) => row[one] !== undefined);
	return field && row[field];
}
