import { toDay } from './clock';
import type { Order, OrderFields } from './order';
import { COMMUNES } from './places';
import { Random } from './random';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

const FIRST_NAMES = 'Amine Yasmine Karim Lina Sofiane Nadia Rachid Amel Walid Imène'.split(' ');
const LAST_NAMES = 'Benali Haddad Mansouri Belkacem Ziani Cherif Saïdi Bouzid'.split(' ');
const DRIVERS = 'Mourad Hakim Samir Nassim'.split(' ');
const PRODUCTS = 'Montre x1,Sac à main x1,Casque audio x1,Robe x2,Lampe x1,Parfum x3'.split(',');
const STREETS = [
	'rue des Oliviers',
	'boulevard du Port',
	'cité des Jasmins',
	'rue de la Gare',
	'lotissement El Amel',
	'place du Marché',
];

/** The carrier's letters, four characters, the day of creation, four digits (docs/ecotrack-api.md section 5). */
function inventTracking(prefix: string, createdAt: Date, luck: Random): string {
	const word = Array.from({ length: 4 }, () => LETTERS[luck.below(LETTERS.length)]).join('');
	const day = toDay(createdAt).replaceAll('-', '').slice(2);
	return `${prefix}${word}${day}${String(luck.below(10_000)).padStart(4, '0')}`;
}

/** Six digits of a phone number that is not in service. */
const inventDigits = (luck: Random) => String(luck.below(1_000_000)).padStart(6, '0');

/** A made-up customer; nobody is meant. */
const inventRecipient = (luck: Random) => ({
	recipient: `${luck.pick(FIRST_NAMES)} ${luck.pick(LAST_NAMES)}`,
	phone: `0555${inventDigits(luck)}`,
	address: `${1 + luck.below(90)} ${luck.pick(STREETS)}`,
	product: luck.pick(PRODUCTS),
	amount: 1200 + luck.below(90) * 100,
});

/** Somewhere to deliver to; some parcels are fetched at a desk unless a place is given. */
function inventPlace({ wilayaId, commune }: OrderFields, luck: Random) {
	const isGiven = wilayaId !== undefined || commune !== undefined;
	const fitting = COMMUNES.filter(
		(place) =>
			place.wilayaId === (wilayaId ?? place.wilayaId) && place.name === (commune ?? place.name),
	);
	const place = luck.pick(fitting.length > 0 ? fitting : COMMUNES);
	const stopDesk: 0 | 1 = !isGiven && place.hasDesk && luck.next() < 0.3 ? 1 : 0;
	return { place, stopDesk };
}

/** A new order: the given fields, everything else made up from the seed and the order's number. */
export function newOrder(
	number: number,
	fields: OrderFields,
	now: Date,
	{ seed, prefix }: { seed: number; prefix: string },
	isTaken: (tracking: string) => boolean,
): Order {
	const luck = new Random(Math.imul(seed, 0x9e3779b1) ^ Math.imul(number, 0x85ebca6b));
	const createdAt = fields.createdAt ?? now;
	let tracking = inventTracking(prefix, createdAt, luck);
	while (isTaken(tracking)) tracking = inventTracking(prefix, createdAt, luck);
	const { place, stopDesk } = inventPlace(fields, luck);
	return {
		tracking,
		reference: luck.next() < 0.9 ? `CMD-${1000 + number}` : null,
		...inventRecipient(luck),
		phone2: null,
		commune: place.name,
		wilayaId: place.wilayaId,
		type: 1,
		stopDesk,
		fragile: 0,
		fromStock: 0,
		instructions: '',
		weight: 1,
		shop: 'Boutique Démo',
		status: 'prete_a_expedier',
		returnAskedAt: null,
		deliveredAt: null,
		driver: { name: `Livreur ${luck.pick(DRIVERS)}`, phone: `0550${inventDigits(luck)}` },
		...fields,
		number,
		createdAt,
		changedAt: createdAt,
		dueAt: Infinity,
		remarks: [],
		history: [],
		luck,
	};
}
