/**
 * `npm run bench:places` (or `npm run bench -- places`): of all communes of the country, written as customers write them, how many are
 * taken for the right one, refused, or taken for another one. Fails when a goal is missed.
 */
import { CommuneNames } from '../nodes/Ecotrack/platform/communes';
import type { Commune } from '../nodes/Ecotrack/platform/places';
import { readCountry, type CountryCommune } from '../test/support/country';
import type { Result } from './chapter';
import type { Plot } from './plot';

const country = readCountry();

const toListed = ({ french, wilayaId }: CountryCommune): Commune => ({
	name: french,
	wilayaId,
	code: null,
	hasDesk: null,
});

/** The positions of the letters of a name. */
const positions = (name: string) => [...name.matchAll(/[a-z]/gi)].map(({ index }) => index);

const replaceAt = (text: string, index: number, length: number, by: string) =>
	text.slice(0, index) + by + text.slice(index + length);

function swapped(name: string): string[] {
	return positions(name)
		.filter((at) => /^[a-z]{2}$/i.test(name.slice(at, at + 2)) && name[at] !== name[at + 1])
		.map((at) => replaceAt(name, at, 2, name[at + 1] + name[at]));
}

const dropped = (name: string) => positions(name).map((at) => replaceAt(name, at, 1, ''));
const doubled = (name: string) => positions(name).map((at) => replaceAt(name, at, 0, name[at]));

/** How a name is written, and how many percent have to be taken rightly. */
const WAYS: Case[] = [
	{ name: 'as the carrier spells it', goal: 100, write: ({ french }) => [french] },
	{
		name: 'capitals without spaces and hyphens',
		goal: 97,
		write: ({ french }) => [lettersOf(french)],
	},
	{ name: 'in Arabic', goal: 95, write: ({ arabic }) => [arabic] },
	{ name: 'a letter dropped', goal: 80, write: ({ french }) => dropped(french) },
	{ name: 'a letter doubled', goal: 80, write: ({ french }) => doubled(french) },
	{ name: 'two letters swapped', goal: 80, write: ({ french }) => swapped(french) },
];

interface Count {
	asked: number;
	right: number;
	/** Refused, with the right one among the candidates, or told to be unlisted or elsewhere. */
	named: number;
	wrong: string[];
	ms: number;
}

interface Case {
	name: string;
	goal: number;
	write(commune: CountryCommune): string[];
	/** The carrier's list when this commune is asked for, and its name there. */
	list?(commune: CountryCommune): CommuneNames;
	spell?(commune: CountryCommune): string;
	/** The wilayas with whose numbers it is asked for; its own unless given. */
	wilayas?(commune: CountryCommune): number[];
	/** In percent; none unless given. */
	mostWrong?: number;
}

function measure({ write, list, spell, wilayas }: Case): Count {
	const result: Count = { asked: 0, right: 0, named: 0, wrong: [], ms: 0 };
	for (const commune of country) {
		const names = list?.(commune) ?? whole;
		const own = spell?.(commune) ?? commune.french;
		const isOwn = (name?: string) => name !== undefined && lettersOf(name) === lettersOf(own);
		for (const wilayaId of wilayas?.(commune) ?? [commune.wilayaId]) {
			names.find(wilayaId, 'prepared');
			for (const text of write(commune)) {
				const start = performance.now();
				const found = names.find(wilayaId, text);
				result.ms += performance.now() - start;
				result.asked++;
				if (isOwn(found?.place?.name)) result.right++;
				else if (found?.place)
					result.wrong.push(`${wilayaId} ${text} (${own}): ${found.place.name}`);
				else if ([found?.meant?.name, ...(found?.candidates ?? [])].some(isOwn)) result.named++;
			}
		}
	}
	return result;
}

const lettersOf = (name: string) => name.replace(/[^a-z]/gi, '').toUpperCase();

const whole = new CommuneNames(country.map(toListed));
const without = (commune: CountryCommune) =>
	new CommuneNames(country.filter((other) => other !== commune).map(toListed));

/** As a list that has a slip in it may spell it. */
function misspell({ french }: CountryCommune): string {
	const slips = dropped(french);
	return slips[french.length % slips.length];
}
const misspelled = (commune: CountryCommune) =>
	new CommuneNames(
		country.map((other) => ({
			...toListed(other),
			...(other === commune && { name: misspell(commune) }),
		})),
	);

const wilayas = [...new Set(country.map(({ wilayaId }) => wilayaId))];
const others = (commune: CountryCommune) => wilayas.filter((one) => one !== commune.wilayaId);

const CASES: Case[] = [
	...WAYS,
	...WAYS.map((one) => ({ ...one, name: `${one.name}; not in the list`, goal: 0, list: without })),
	{
		name: 'as the country spells it, in the list with a letter dropped',
		goal: 80,
		write: ({ french }) => [french],
		list: misspelled,
		spell: misspell,
	},
	...[WAYS[0], WAYS[2]].map((one) => ({
		...one,
		name: `${one.name}; with the number of every other wilaya`,
		goal: 0,
		wilayas: others,
		mostWrong: 0.3,
	})),
];

const percent = (part: number, all: number) => `${((100 * part) / all).toFixed(1)} %`;

/** Sets the exit code of the process when a goal is missed. */
export async function measurePlaces(): Promise<Result> {
	const counts = CASES.map((one) => ({ ...one, ...measure(one) }));
	const rows = counts.map(({ name, asked, right, named, wrong, ms, goal, mostWrong = 0 }) => {
		const isMissed = (100 * right) / asked < goal || (100 * wrong.length) / asked > mostWrong;
		if (isMissed) process.exitCode = 1;
		const refused = asked - right - named - wrong.length;
		const shares = [right, named, refused].map((part) => percent(part, asked));
		const each = `${((1000 * ms) / asked).toFixed(0)} µs`;
		for (const text of wrong.slice(0, 40)) process.stderr.write(`  wrong: ${text}\n`);
		return [name, asked.toLocaleString('en'), ...shares, String(wrong.length), each];
	});
	const shown = counts.slice(0, WAYS.length);
	const shareOf = (part: 'right' | 'named') =>
		shown.map((count) => (100 * count[part]) / count.asked);
	const plot: Plot = {
		file: 'places',
		title: `${country.length.toLocaleString('en')} communes, written as customers write them`,
		kind: 'bar',
		x: { categories: shown.map(({ name }) => name) },
		y: { name: '%' },
		series: [
			{ name: 'taken rightly', values: shareOf('right') },
			{ name: 'refused, the right one told', values: shareOf('named') },
			{
				name: 'taken for another',
				values: shown.map(({ wrong, asked }) => (100 * wrong.length) / asked),
			},
		],
	};
	const head = [
		'written',
		'names',
		'right',
		'refused, the right one told',
		'refused',
		'wrong',
		'each',
	];
	return await Promise.resolve({ tables: [{ head, rows }], plots: [plot] });
}
