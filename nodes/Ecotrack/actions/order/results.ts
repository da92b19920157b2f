/**
 * What a create answers, in each of its known shapes: docs/ecotrack-api.md, sections 7.1 and 7.2.
 */
import { isRow, type Row } from '../../platform/rows';
import { EcotrackFailure, isSuccess, unreadable, type Failure } from '../../transport/response';
import { labelsOf } from './fields';

const FIELDS = labelsOf('create');

/** What came of one new order. */
export type CreateResult =
	{ kind: 'created'; tracking: string } | { kind: 'failed'; failure: Failure };

/** One entry of `results`, still without an owner. */
export interface ResultRow {
	/** The platform's name for it: usually the reference, possibly cut; '' in a plain list. */
	name: string;
	result: CreateResult;
}

/** @throws EcotrackFailure for an answer that holds no results */
export function readResults(answer: unknown): ResultRow[] {
	const results = isRow(answer) ? answer.results : undefined;
	if (typeof results !== 'object' || results === null) throw unreadable('results');
	const isList = Array.isArray(results);
	return Object.entries(results).map(([key, row]) => ({
		name: toWords(isRow(row) ? row.reference : '') || (isList ? '' : key.trim()),
		result: readResult(row),
	}));
}

/**
 * The tracking of a single create: at the root, below `data`, or as the only one of `results`.
 * @throws EcotrackFailure when the order was refused, or its tracking cannot be told
 */
export function readCreated(answer: unknown, reference: string): string {
	const result = findOne(answer, reference);
	if (result.kind === 'created') return result.tracking;
	throw new EcotrackFailure(result.failure);
}

function findOne(answer: unknown, reference: string): CreateResult {
	if (!isRow(answer)) throw unreadable('tracking number');
	if (!answer.results) return readRoot(isRow(answer.data) ? answer.data : answer);
	const rows = readResults(answer);
	const row = rows.find(({ name }) => name === reference) ?? (rows.length === 1 ? rows[0] : null);
	if (!row) throw unreadable('result for this order');
	return row.result;
}

/** Words of no known form in a good answer refuse nothing: the order may exist all the same. */
function readRoot(root: Row): CreateResult {
	const result = readResult(root);
	const isSaid = ['success', 'error', 'errors'].some((name) => name in root);
	if (result.kind === 'created' || isSaid) return result;
	const isComplaint = Object.keys(root).some((field) => Object.hasOwn(FIELDS, field));
	return isComplaint ? result : toFailed(unreadable('tracking number').failure);
}

/** A row is a success with its tracking, a refusal, or the bag of what is wrong with its fields. */
function readResult(row: unknown): CreateResult {
	if (!isRow(row)) return saysNo([row].flat().map(toWords).join(' ').trim());
	const tracking = toWords(row.tracking);
	const isSaid = 'success' in row;
	if (tracking && (!isSaid || isSuccess(row.success))) return { kind: 'created', tracking };
	if (isSaid && isSuccess(row.success)) return toFailed(unreadable('tracking number').failure);
	const message = toWords(row.message);
	const bag = isRow(row.errors) ? row.errors : isSaid || message ? {} : row;
	const fields = Object.fromEntries(
		Object.entries(bag).map(([field, messages]) => [field, [messages].flat().map(toWords)]),
	);
	const words = Object.values(fields).flat().join(' ');
	if (words) return toFailed({ kind: 'invalid', fields, message: words });
	const code = Number(row.error);
	if (isNo(row.success) || code > 0) {
		return toFailed({ kind: 'rejected', ...(code > 0 && { code }), message });
	}
	return saysNo(message);
}

/** Some words in place of a tracking are a complaint; without any, nobody knows. */
function saysNo(message: string): CreateResult {
	if (message === '') return toFailed(unreadable('result for this order').failure);
	return toFailed({ kind: 'rejected', message });
}

const toFailed = (failure: Failure): CreateResult => ({ kind: 'failed', failure });

const isNo = (success: unknown) => [false, 0, 'false', '0'].some((no) => no === success);

function toWords(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}
