import type { OrderFields } from '../platform/order';
import { communeOf, wilayaOf } from '../platform/places';
import { invalid, Refusal, refused } from './answer';
import type { Input } from './call';

type Kind = 'create' | 'update';
type Key = keyof typeof NAMES;

/** What a field is called when an order is created, and when it is updated (section 7.1, 7.3). */
const NAMES = {
	reference: ['reference', 'reference'],
	recipient: ['nom_client', 'client'],
	phone: ['telephone', 'tel'],
	phone2: ['telephone_2', 'tel2'],
	address: ['adresse', 'adresse'],
	commune: ['commune', 'commune'],
	wilayaId: ['code_wilaya', 'wilaya'],
	amount: ['montant', 'montant'],
	instructions: ['remarque', 'remarque'],
	product: ['produit', 'product'],
	quantities: ['quantite', ''],
	shop: ['boutique', 'boutique'],
	type: ['type', 'type'],
	stopDesk: ['stop_desk', 'stop_desk'],
	fromStock: ['stock', ''],
	fragile: ['fragile', 'fragile'],
	weight: ['weight', 'weight'],
} as const;

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

const TITLES: Readonly<Record<string, string>> = {
	telephone: 'téléphone',
	tel: 'téléphone',
	nom_client: 'nom client',
	code_wilaya: 'code wilaya',
};

/** Reads the fields of an order and notes what is wrong with them. */
class Form {
	readonly errors: Record<string, string[]> = {};

	constructor(
		private readonly input: Input,
		private readonly kind: Kind,
		private readonly required: readonly Key[],
	) {}

	text(key: Key, max = 255): string | undefined {
		const text = this.raw(key);
		if (text === undefined) return undefined;
		if ([...text].length <= max) return text;
		return this.fail(
			key,
			(title) => `Le texte de ${title} ne peut contenir plus de ${max} caractères.`,
		);
	}

	digits(key: Key): string | undefined {
		const text = this.raw(key);
		if (text === undefined || /^\d{9,10}$/.test(text)) return text;
		return this.fail(key, (title) => `Le champ ${title} doit contenir entre 9 et 10 chiffres.`);
	}

	number(key: Key, isRight: (value: number) => boolean): number | undefined {
		const text = this.raw(key);
		if (text === undefined) return undefined;
		const value = Number(text);
		if (!Number.isNaN(value) && isRight(value)) return value;
		return this.fail(key, (title) => `Le champ ${title} est invalide.`);
	}

	flag(key: Key): 0 | 1 | undefined {
		const value = this.number(key, (number) => number === 0 || number === 1);
		return value === undefined ? undefined : value === 1 ? 1 : 0;
	}

	require(key: Key): void {
		if (this.raw(key) === undefined)
			this.fail(key, (title) => `Le champ ${title} est obligatoire.`);
	}

	private raw(key: Key): string | undefined {
		const value = this.input[this.nameOf(key)];
		const text = typeof value === 'boolean' ? String(Number(value)) : String(value ?? '').trim();
		if (text !== '') return text;
		if (this.required.includes(key) && !(this.nameOf(key) in this.errors))
			this.fail(key, (title) => `Le champ ${title} est obligatoire.`);
		return undefined;
	}

	private nameOf = (key: Key): string => NAMES[key][this.kind === 'create' ? 0 : 1];

	private fail(key: Key, words: (title: string) => string): undefined {
		const name = this.nameOf(key);
		this.errors[name] = [words(TITLES[name] ?? name.replaceAll('_', ' '))];
	}
}

const isWhole = (from: number, to: number) => (value: number) =>
	Number.isInteger(value) && value >= from && value <= to;

/** The given fields of an order, without those that are missing, or the framework's complaints. */
export function readOrderForm(input: Input, kind: Kind, required: readonly Key[]): OrderFields {
	const form = new Form(input, kind, required);
	const fields: OrderFields = {
		reference: form.text('reference'),
		recipient: form.text('recipient'),
		phone: form.digits('phone'),
		phone2: form.digits('phone2'),
		address: form.text('address'),
		wilayaId: form.number('wilayaId', isWhole(1, 58)),
		commune: form.text('commune'),
		amount: form.number('amount', (value) => value >= 0),
		instructions: form.text('instructions'),
		product: form.text('product'),
		shop: form.text('shop'),
		type: form.number('type', isWhole(1, 4)),
		stopDesk: form.flag('stopDesk'),
		fromStock: form.flag('fromStock'),
		fragile: form.flag('fragile'),
		weight: form.number('weight', (value) => value >= 0),
	};
	if (fields.fromStock === 1)
		for (const key of ['product', 'quantities'] as const) form.require(key);
	if (Object.keys(form.errors).length > 0) throw new Refusal(invalid(form.errors));
	const given = Object.entries(fields).filter(([, value]) => value !== undefined);
	return Object.fromEntries(given);
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
