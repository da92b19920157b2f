/** Whether what n8n hands back is a state: it may be of another version, damaged, or not ours. */
import type { State } from './state';

export type Stored = Record<string, unknown>;

export const isRecord = (value: unknown): value is Stored =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown) => typeof value === 'string';
const isNumber = (value: unknown) => typeof value === 'number' && Number.isFinite(value);
const isDay = (value: unknown) => isText(value) && !Number.isNaN(Date.parse(String(value)));
const isTable = (value: unknown, holds: (entry: unknown) => boolean) =>
	isRecord(value) && Object.values(value).every(holds);
const isOptional = (value: unknown, holds: (entry: unknown) => boolean) =>
	value === undefined || holds(value);
const isPlace = (value: unknown) =>
	value === null || (isRecord(value) && isNumber(value.page) && Number(value.page) >= 0);

const isPendingList = (value: unknown) =>
	Array.isArray(value) &&
	value.every((entry) => isRecord(entry) && isRecord(entry.event) && isText(entry.event.tracking));

/** Whether the batch kept for `repeatAfterRestart` can be repeated. */
export const isBatch = (last: unknown) =>
	isRecord(last) && isNumber(last.at) && isTable(last.rows, isText);

const isBudget = (value: unknown) =>
	isRecord(value) && [value.at, value.polled, value.daily].every(isNumber);

function isFilterText(value: unknown): boolean {
	try {
		const lists: unknown = JSON.parse(String(value));
		return Array.isArray(lists) && lists.length === 4 && lists.every(Array.isArray);
	} catch {
		return false;
	}
}

/** True when this version can work with what was stored. */
export function isState(value: Stored): value is Stored & State {
	return (
		[value.scope, value.until, value.heads].every(isText) &&
		[value.since, value.day, value.due].every(isDay) &&
		[value.stage, value.walked, value.turn, value.unsaved, value.notBefore].every(isNumber) &&
		[value.walk, value.sweep].every(isPlace) &&
		isFilterText(value.filter) &&
		isTable(value.q, isText) &&
		isTable(value.miss, (entry) => Array.isArray(entry) && entry.every(isNumber)) &&
		isTable(value.credit, isNumber) &&
		isBudget(value.budget) &&
		isRecord(value.newest) &&
		isText(value.newest.judged) &&
		isOptional(value.pending, isPendingList) &&
		isOptional(value.cutShort, isDay) &&
		isOptional(value.suspects, isText) &&
		isOptional(value.overdue, (overdue) => overdue === true) &&
		isOptional(value.size, isNumber) &&
		isOptional(value.sent, (sent) => Array.isArray(sent) && sent.every(isNumber)) &&
		isOptional(value.seen, isText) &&
		isOptional(value.last, isBatch) &&
		isOptional(value.visit, (visit) => isRecord(visit) && isTable(visit.left, isNumber))
	);
}
