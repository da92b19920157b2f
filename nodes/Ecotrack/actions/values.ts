/** How the values of an order are read from parameters; what cannot be used is refused by name. */
import { toText } from '../platform/rows';
import { withoutMarks } from '../platform/names';
import { toDinars, toPhone } from '../platform/values';
import { refuse } from './parameters';

/** In characters, as the platform counts them. */
export const LONGEST_TEXT = 255;

/** Text without the spaces around it; undefined when there is none. */
export function readText(value: unknown, parameter: string): string | undefined {
	if (value === undefined || value === null) return undefined;
	if (typeof value === 'object') {
		throw refuse(parameter, `'${parameter}' is not a text`, 'Use a text, or an expression for one');
	}
	const text = withoutMarks(String(value))
		.replace(/\p{Surrogate}/gu, '\uFFFD') // half of a cut emoji cannot be sent
		.trim();
	const excess = [...text].length - LONGEST_TEXT; // the platform counts an emoji as one
	if (excess > 0) {
		throw refuse(
			parameter,
			`'${parameter}' has ${LONGEST_TEXT + excess} characters, ${excess} too many`,
			`Shorten it to ${LONGEST_TEXT} characters`,
		);
	}
	return text || undefined;
}

export function requireText(value: unknown, parameter: string): string {
	const text = readText(value, parameter);
	if (text) return text;
	throw refuse(
		parameter,
		`'${parameter}' is empty`,
		'Enter a value, or an expression that has one',
	);
}

export function readPhone(value: unknown, parameter: string): string | undefined {
	if (readText(value, parameter) === undefined) return undefined;
	const phone = toPhone(value);
	if (phone) return phone;
	throw refuse(
		parameter,
		`'${parameter}' is not an Algerian phone number: ${String(value)}`,
		'Enter one number of nine or ten digits, such as 0555 00 01 11 or +213 555 00 01 11',
	);
}

export function requirePhone(value: unknown, parameter: string): string {
	requireText(value, parameter);
	return readPhone(value, parameter) as string;
}

const UNCLEAR = {
	unreadable: 'Write it in dinars, such as 2900 or 2 900,50 DA',
	ambiguous: 'It could mean thousands or decimals. Write it without separators, such as 2900',
	negative: 'Enter 0 or more',
};

/** An amount in dinars. Zero has to be written: an empty cell is no price. */
export function requireAmount(value: unknown, parameter: string): number {
	requireText(value, parameter);
	const result = toDinars(value);
	if ('amount' in result) return result.amount;
	const problem = result.unclear === 'negative' ? 'is below 0' : 'is not a clear amount';
	throw refuse(parameter, `'${parameter}' ${problem}: ${String(value)}`, UNCLEAR[result.unclear]);
}

/** Kilograms; more is a slip, or grams. */
const MAX_WEIGHT = 10_000;

export function readWeight(value: unknown, parameter: string): number | undefined {
	const text = readText(value, parameter);
	if (text === undefined) return undefined;
	const weight = Number(text.replace(',', '.').replace(/\s*kg$/i, ''));
	if (weight > 0 && weight <= MAX_WEIGHT) return weight;
	throw refuse(
		parameter,
		`'${parameter}' is not a weight: ${text}`,
		'Enter kilograms, such as 1.5',
	);
}

/** One of the platform's four types of order, by its number. */
export function requireType(value: unknown, parameter: string): number {
	const type = Number(toText(value));
	if ([1, 2, 3, 4].includes(type)) return type;
	throw refuse(
		parameter,
		`'${parameter}' is none of the four types`,
		'Use 1 (delivery), 2 (exchange), 3 (pickup) or 4 (collection)',
	);
}
