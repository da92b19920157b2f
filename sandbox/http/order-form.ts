import type { OrderFields } from '../platform/order';
import { communeOf, wilayaOf } from '../platform/places';
import { invalid, Refusal, refused } from './answer';
import { toText, type Input } from './call';

/** What a field takes: `read` is undefined for what it does not take, which `words` complain of. */
interface Kind {
	read: (text: string) => string | number | undefined;
	words: (title: string) => string;
}

const text: Kind = {
	read: (given) => ([...given].length <= 255 ? given : undefined),
	words: (title) => `Le texte de ${title} ne peut contenir plus de 255 caractères.`,
};
const digits: Kind = {
	read: (given) => (/^\d{9,10}$/.test(given) ? given : undefined),
	words: (title) => `Le champ ${title} doit contenir entre 9 et 10 chiffres.`,
};
const number = (isRight: (value: number) => boolean): Kind => ({
	read: (given) => (isRight(Number(given)) ? Number(given) : undefined),
	words: (title) => `Le champ ${title} est invalide.`,
});
const whole = (from: number, to: number) =>
	number((value) => Number.isInteger(value) && value >= from && value <= to);

/** What a field is called when an order is created, and when it is updated (section 7.1, 7.3). */
const FIELDS = {
	reference: ['reference', 'reference', text],
	recipient: ['nom_client', 'client', text],
	phone: ['telephone', 'tel', digits],
	phone2: ['telephone_2', 'tel2', digits],
	address: ['adresse', 'adresse', text],
	wilayaId: ['code_wilaya', 'wilaya', whole(1, 58)],
	commune: ['commune', 'commune', text],
	amount: ['montant', 'montant', number((value) => value >= 0)],
	instructions: ['remarque', 'remarque', text],
	product: ['produit', 'product', text],
	shop: ['boutique', 'boutique', text],
	type: ['type', 'type', whole(1, 4)],
	stopDesk: ['stop_desk', 'stop_desk', whole(0, 1)],
	fromStock: ['stock', '', whole(0, 1)],
	fragile: ['fragile', 'fragile', whole(0, 1)],
	weight: ['weight', 'weight', number((value) => value >= 0)],
} as const satisfies Partial<Record<keyof OrderFields, readonly [string, string, Kind]>>;

type Key = keyof typeof FIELDS;
const KEYS = Object.keys(FIELDS) as Key[];

/** The set the documented 422 names (section 7.1); some tenants want it for an update too. */
export const REQUIRED: readonly Key[] = [
	'recipient',
	'phone',
	'address',
	'wilayaId',
	'commune',
	'amount',
	'type',
];

const TITLES: Readonly<Record<string, string>> = { telephone: 'téléphone', tel: 'téléphone' };

/** The given fields of an order, without those that are missing, or the framework's complaints. */
export function readOrderForm(
	input: Input,
	form: 'create' | 'update',
	required: readonly Key[],
): OrderFields {
	const fields: Partial<Record<Key, string | number>> = {};
	const errors: Record<string, string[]> = {};
	const givenAs = (name: string) => {
		const value = input[name];
		return typeof value === 'boolean' ? String(Number(value)) : toText(value);
	};
	const complain = (name: string, words: Kind['words']) => {
		errors[name] = [words(TITLES[name] ?? name.replaceAll('_', ' '))];
	};
	const isMissing = (title: string) => `Le champ ${title} est obligatoire.`;
	for (const key of KEYS) {
		const name = FIELDS[key][form === 'create' ? 0 : 1];
		const { read, words }: Kind = FIELDS[key][2];
		const given = givenAs(name);
		const value = given === '' ? undefined : read(given);
		if (value !== undefined) fields[key] = value;
		else if (given !== '') complain(name, words);
		else if (required.includes(key)) complain(name, isMissing);
	}
	if (fields.fromStock === 1)
		for (const name of ['produit', 'quantite']) if (givenAs(name) === '') complain(name, isMissing);
	if (Object.keys(errors).length > 0) throw new Refusal(invalid(errors));
	return fields as OrderFields;
}

/** Refuses a place to which the carrier does not deliver (section 4 and 7.1). */
export function requireDestination({ wilayaId = 0, commune = '', stopDesk }: OrderFields): void {
	if (!wilayaOf(wilayaId))
		throw new Refusal(refused('Pas de livraison pour la wilaya sélectionnée', 10002));
	const place = communeOf(commune, wilayaId);
	if (!place) throw new Refusal(invalid({ commune: ['Commune mal écrite, ou désactivée.'] }));
	if (stopDesk === 1 && !place.hasDesk)
		throw new Refusal(refused('Stop desk non disponible pour cette commune'));
}
