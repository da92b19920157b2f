import type { Random } from './random';

const FIRST_NAMES = [
	'Amine',
	'Yasmine',
	'Karim',
	'Lina',
	'Sofiane',
	'Nadia',
	'Rachid',
	'Amel',
	'Walid',
	'Imène',
];
const LAST_NAMES = [
	'Benali',
	'Haddad',
	'Mansouri',
	'Belkacem',
	'Ziani',
	'Cherif',
	'Saïdi',
	'Bouzid',
];
const STREETS = [
	'rue des Oliviers',
	'boulevard du Port',
	'cité des Jasmins',
	'rue de la Gare',
	'lotissement El Amel',
	'place du Marché',
];
const PRODUCTS = [
	'Montre x1',
	'Sac à main x1',
	'Casque audio x1',
	'Robe x2',
	'Lampe x1',
	'Parfum x3',
];
const DRIVERS = ['Livreur Mourad', 'Livreur Hakim', 'Livreur Samir', 'Livreur Nassim'];

/** Why a delivery attempt failed; free text that differs from carrier to carrier. */
const REASONS = [
	'Client ne réponds pas',
	'Le client est absent',
	'Client injoignable',
	'Reporté par le client',
	'Numéro erroné',
	'الزبون لا يرد',
];

/** A made-up customer; nobody is meant, and the numbers are not in service. */
export function inventRecipient(random: Random) {
	return {
		recipient: `${random.pick(FIRST_NAMES)} ${random.pick(LAST_NAMES)}`,
		phone: `0555${String(random.below(1_000_000)).padStart(6, '0')}`,
		address: `${1 + random.below(90)} ${random.pick(STREETS)}`,
		product: random.pick(PRODUCTS),
		amount: 1200 + random.below(90) * 100,
	};
}

export function inventDriver(random: Random): { name: string; phone: string } {
	return {
		name: random.pick(DRIVERS),
		phone: `0550${String(random.below(1_000_000)).padStart(6, '0')}`,
	};
}

export const inventReason = (random: Random): string => random.pick(REASONS);
