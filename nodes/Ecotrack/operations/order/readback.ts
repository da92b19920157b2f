/** Whether an update took: what was sent beside what the listing says afterwards. */
import type { IDataObject } from 'n8n-workflow';

import { toNameKey } from '../../api/names';
import { toPhone } from '../../api/numbers';
import { toAmount } from '../../api/orders';
import { CHANGE_LABELS, type ChangeName, type Changes } from './changes';

const SHORTEST_CUT = 20;

type Same = (sent: unknown, seen: unknown) => boolean;

const sameText: Same = (sent, seen) => isSpelling(toNameKey(seen), toNameKey(sent));
const sameName: Same = (sent, seen) => toNameKey(sent) === toNameKey(seen);
const sameNumber: Same = (sent, seen) => toAmount(sent) === toAmount(seen);
const samePhone: Same = (sent, seen) => toPhone(String(sent)) === toPhone(String(seen));

/** Where the listing shows a field of the update (section 8.6), and when the two say the same. */
const SHOWN: Partial<Record<ChangeName, { field: string; isSame: Same }>> = {
	reference: { field: 'reference', isSame: sameText },
	client: { field: 'client', isSame: sameText },
	tel: { field: 'phone', isSame: samePhone },
	tel2: { field: 'phone_2', isSame: samePhone },
	adresse: { field: 'adresse', isSame: sameText },
	commune: { field: 'commune', isSame: sameName },
	wilaya: { field: 'wilaya_id', isSame: sameNumber },
	montant: { field: 'montant', isSame: sameNumber },
	product: { field: 'products', isSame: sameText },
	type: { field: 'type_id', isSame: sameNumber },
	stop_desk: { field: 'stop_desk', isSame: sameNumber },
};

/** The display names of the changes that the order does not show, though it shows the field. */
export function findIgnored(sent: IDataObject, changes: Changes, row: IDataObject): string[] {
	return namesOf(changes)
		.filter((name) => {
			const shown = SHOWN[name];
			return shown && shown.field in row && !shown.isSame(sent[name], row[shown.field]);
		})
		.map((name) => CHANGE_LABELS[name]);
}

/** The display names of the changes that cannot be checked, because the listing shows no such field. */
export function findUnseen(changes: Changes, row: IDataObject): string[] {
	return namesOf(changes)
		.filter((name) => !((SHOWN[name]?.field ?? '') in row))
		.map((name) => CHANGE_LABELS[name]);
}

function namesOf(changes: Changes): ChangeName[] {
	return Object.keys(changes) as ChangeName[];
}

/** Platforms write texts in their own way: capitals, punctuation, what is too long cut off. */
function isSpelling(seen: string, sent: string): boolean {
	return seen === sent || (seen.length >= SHORTEST_CUT && sent.startsWith(seen));
}
