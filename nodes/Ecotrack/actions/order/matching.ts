/**
 * Which result belongs to which order of a bulk create. The platform names them by reference, cuts
 * long references, and loses a result when two names collide (docs/ecotrack-api.md, section 7.2).
 * A tracking on the wrong order sends a parcel to the wrong person, so every doubt leaves the order
 * without one.
 */
import type { Draft } from './draft';
import type { ResultRow, Verdict } from './results';

export interface Matching {
	verdicts: Map<Draft, Verdict>;
	/** Orders that no result belongs to for certain. */
	rest: Draft[];
	/** Results that belong to none of the orders for certain. */
	leftover: ResultRow[];
}

/** @param drafts one request: all with different references, or all without */
export function match(drafts: readonly Draft[], rows: readonly ResultRow[]): Matching {
	const owned = new Map<Draft, ResultRow>();
	const trusted = rows.filter((row) => !isRepeated(row, rows));
	for (const [index, draft] of drafts.entries()) {
		const row = draft.reference
			? findByReference(draft.reference, index, drafts, trusted)
			: findByPlace(index, drafts, trusted, rows);
		if (row) owned.set(draft, row);
	}
	// One order and one result leave nothing to confuse.
	if (drafts.length === 1 && rows.length === 1) owned.set(drafts[0], rows[0]);
	return divide(drafts, rows, owned);
}

/**
 * The same for what is left, once the platform has said under which reference it keeps each tracking.
 * @param references by tracking
 */
export function matchAgain(
	{ verdicts, rest, leftover }: Matching,
	references: ReadonlyMap<string, string>,
): Matching {
	const owned = new Map<Draft, ResultRow>();
	const settled = new Set<string>();
	for (const draft of rest) {
		const rows = leftover.filter((row) => references.get(trackingOf(row)) === draft.reference);
		const trackings = new Set(rows.map(trackingOf));
		const isShared = rest.some((one) => one !== draft && one.reference === draft.reference);
		if (!draft.reference || isShared || trackings.size !== 1) continue;
		owned.set(draft, rows[0]);
		settled.add(trackingOf(rows[0]));
	}
	const others = leftover.filter((row) => !settled.has(trackingOf(row)));
	const again = divide(rest, others, owned);
	return { ...again, verdicts: new Map([...verdicts, ...again.verdicts]) };
}

function findByReference(
	reference: string,
	index: number,
	drafts: readonly Draft[],
	rows: readonly ResultRow[],
): ResultRow | undefined {
	const own = rows.filter(({ name }) => name === reference);
	// "3" may be the reference of one order or the place of another.
	const isPlaceOfOther =
		/^\d+$/.test(reference) && Number(reference) < drafts.length && Number(reference) !== index;
	// A longer reference without a result of its own may have been cut down to this one.
	const isCutOfOther = drafts.some(
		(other) =>
			other.reference !== reference &&
			other.reference.startsWith(reference) &&
			!rows.some(({ name }) => name === other.reference),
	);
	return own.length === 1 && !isPlaceOfOther && !isCutOfOther ? own[0] : undefined;
}

/** Without a reference the name is the place in the request; a full list has them in order. */
function findByPlace(
	index: number,
	drafts: readonly Draft[],
	trusted: readonly ResultRow[],
	rows: readonly ResultRow[],
): ResultRow | undefined {
	const isList = trusted.length === drafts.length && trusted.every(({ name }) => name === '');
	if (isList) return trusted[index];
	if (!arePlaces(rows, drafts.length)) return undefined;
	const own = trusted.filter(({ name }) => name === String(index));
	return own.length === 1 ? own[0] : undefined;
}

/** Numbers that begin at 1, or go past the end, are another count: each would be its neighbor's. */
function arePlaces(rows: readonly ResultRow[], count: number): boolean {
	const isPlace = ({ name }: ResultRow) => /^(0|[1-9]\d*)$/.test(name) && Number(name) < count;
	return rows.every(isPlace) && rows.some(({ name }) => name === '0');
}

/** One tracking cannot belong to two orders. */
function isRepeated(row: ResultRow, rows: readonly ResultRow[]): boolean {
	const tracking = trackingOf(row);
	return tracking !== '' && rows.filter((other) => trackingOf(other) === tracking).length > 1;
}

/** '' for a refused order. */
export function trackingOf({ verdict }: ResultRow): string {
	return 'tracking' in verdict ? verdict.tracking : '';
}

function divide(
	drafts: readonly Draft[],
	rows: readonly ResultRow[],
	owned: ReadonlyMap<Draft, ResultRow>,
): Matching {
	const taken = new Set(owned.values());
	return {
		verdicts: new Map([...owned].map(([draft, { verdict }]) => [draft, verdict])),
		rest: drafts.filter((draft) => !owned.has(draft)),
		leftover: rows.filter((row) => !taken.has(row)),
	};
}
