/**
 * What a create answers, in each of its known shapes: docs/ecotrack-api.md, sections 7.1 and 7.2.
 */
import { isRow, unreadable } from '../../platform/rows';
import { EcotrackFailure, isSuccess, type Failure } from '../../transport/response';

/** What came of one new order. */
export type Verdict = { tracking: string } | { failure: Failure };

/** One entry of `results`, still without an owner. */
export interface ResultRow {
	/** The platform's name for it: usually the reference, possibly cut; '' in a plain list. */
	name: string;
	verdict: Verdict;
}

/** @throws EcotrackFailure for an answer that holds no results */
export function readResults(answer: unknown): ResultRow[] {
	const results = isRow(answer) ? answer.results : undefined;
	if (typeof results !== 'object' || results === null) throw unreadable('results');
	const isList = Array.isArray(results);
	return Object.entries(results).map(([key, row]) => ({
		name: toText(isRow(row) ? row.reference : '') || (isList ? '' : key.trim()),
		verdict: readVerdict(row),
	}));
}

/**
 * The tracking of a single create: at the root, below `data`, or as the only one of `results`.
 * @throws EcotrackFailure when the order was refused, or its tracking cannot be told
 */
export function readCreated(answer: unknown, reference: string): string {
	const verdict = findOne(answer, reference);
	if ('tracking' in verdict) return verdict.tracking;
	throw new EcotrackFailure(verdict.failure);
}

function findOne(answer: unknown, reference: string): Verdict {
	if (!isRow(answer)) throw unreadable('tracking number');
	if (!answer.results) return readVerdict(isRow(answer.data) ? answer.data : answer);
	const rows = readResults(answer);
	const row = rows.find(({ name }) => name === reference) ?? (rows.length === 1 ? rows[0] : null);
	if (!row) throw unreadable('result for this order');
	return row.verdict;
}

/** A row is a success with its tracking, a refusal, or the bag of what is wrong with its fields. */
function readVerdict(row: unknown): Verdict {
	if (!isRow(row)) return saysNo([row].flat().map(toText).join(' ').trim());
	const tracking = toText(row.tracking);
	const isSaid = 'success' in row;
	if (tracking && (!isSaid || isSuccess(row.success))) return { tracking };
	if (isSaid && isSuccess(row.success)) return { failure: unreadable('tracking number').failure };
	const message = toText(row.message);
	const bag = isRow(row.errors) ? row.errors : isSaid || message ? {} : row;
	const fields = Object.fromEntries(
		Object.entries(bag).map(([field, messages]) => [field, [messages].flat().map(toText)]),
	);
	const words = Object.values(fields).flat().join(' ');
	if (words) return { failure: { kind: 'invalid', fields, message: words } };
	const code = Number(row.error);
	if (isNo(row.success) || code > 0) {
		return { failure: { kind: 'rejected', ...(code > 0 && { code }), message } };
	}
	return saysNo(message);
}

/** Some words in place of a tracking are a complaint; without any, nobody knows. */
function saysNo(message: string): Verdict {
	if (message === '') return { failure: unreadable('result for this order').failure };
	return { failure: { kind: 'rejected', message } };
}

const isNo = (success: unknown) => [false, 0, 'false', '0'].some((no) => no === success);

function toText(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}
