import { COMMUNES, WILAYAS, wilayaOf, type Commune, type Wilaya } from '../../platform/places';
import { judgeToken } from '../auth';
import { json } from '../answer';
import { textOf } from '../call';
import { get } from '../route';

const HOME_DESK = 'Kouba';

const communeRow = ({ name, wilayaId, code, hasDesk }: Commune) => ({
	nom: name,
	wilaya_id: wilayaId,
	code_postal: code,
	has_stop_desk: hasDesk,
});

const deskRow = ({ name, wilayaId, code }: Commune) => ({
	name: `Bureau ${name}`,
	phone: `0550${code.padStart(6, '0')}`,
	phone2: '',
	code_wilaya: String(wilayaId),
	wilaya: wilayaOf(wilayaId)?.name ?? '',
	commune: name,
	adresse: `Rue principale, ${name}`,
	map: `https://maps.example/${code}`,
});

const myDesk = {
	hub_id: 3,
	hub_name: 'Station Démo',
	location: {
		wilaya: 'Alger',
		commune: HOME_DESK,
		adresse: 'Rue exemple',
		phone: '0550000000',
		phone2: '',
		email: 'station@example.com',
		map: 'https://maps.example/1617',
	},
	working_hours: [
		{ days: 'Dim - Jeu', hours: '08:30 - 17:00' },
		{ days: 'Sam', hours: '09:00 - 13:00' },
	],
};

/** Prices are text in dinars; a desk price of "0" means that there is no desk. */
const feeRow = ({ id, homeFee, deskFee }: Wilaya, share = 1) => ({
	wilaya_id: id,
	tarif: String(Math.round(homeFee * share)),
	tarif_stopdesk: String(Math.round(deskFee * share)),
});

const fees = (share: number) => WILAYAS.map((wilaya) => feeRow(wilaya, share));

/** Goods in the carrier's stock: a page and a bit. */
const PRODUCTS = [
	'Montre classique',
	'Montre sport',
	'Sac à main noir',
	'Sac à dos',
	'Casque audio',
	'Écouteurs sans fil',
	'Lampe de bureau',
	'Veilleuse enfant',
	'Robe d’été',
	'Foulard en soie',
	'Parfum 50 ml',
	'Parfum 100 ml',
	'Cafetière',
	'Théière',
	'Couverture polaire',
	'Tapis de prière',
	'Chargeur rapide',
];

const PRODUCTS_PER_PAGE = 15;

function productRow(title: string, index: number) {
	const free = (index * 7) % 23;
	const reserved = index % 4;
	return {
		reference: `P-${String(index + 1).padStart(3, '0')}`,
		barcode: null,
		title,
		is_active: 1,
		image: null,
		stock_disponible: free,
		stock_reserve: reserved,
		// Misspelt on the platform too.
		stock_phisique: free + reserved,
	};
}

/** The account, and what the carrier offers it (docs/ecotrack-api.md section 6 and 9). */
export const carrierRoutes = [
	get('', () => json({ message: 'ECOTRACK API v1' })),

	get('validate/token', (call, _platform, quirks) => {
		const message = judgeToken(call, quirks);
		return json({ success: message === 'VALID_TOKEN', message });
	}),

	get('get/wilayas', () =>
		json(WILAYAS.map(({ id, name }) => ({ wilaya_id: id, wilaya_name: name }))),
	),

	get('get/communes', (call) => {
		const wanted = textOf(call, 'wilaya_id');
		const communes = COMMUNES.filter(({ wilayaId }) => !wanted || String(wilayaId) === wanted);
		// An object with the keys "0", "1", "2", not a list; PHP writes an empty one as a list.
		return json(communes.length > 0 ? { ...communes.map(communeRow) } : []);
	}),

	get('get/desks', () => {
		const others = COMMUNES.filter(({ hasDesk, name }) => hasDesk && name !== HOME_DESK);
		return json({ my_desk: myDesk, other_desks: others.map(deskRow) });
	}),

	get('get/fees', () =>
		json({
			livraison: fees(1),
			pickup: fees(1.2),
			// Misspelt on the platform too.
			echnage: fees(1.5),
			recouvrement: fees(0.5),
			retours: WILAYAS.map(({ id, deskFee }) => ({
				wilaya_id: id,
				tarif: '200',
				tarif_stopdesk: deskFee > 0 ? '200' : '0',
			})),
		}),
	),

	get('get/products/list', (call) => {
		const page = Math.max(1, Math.trunc(Number(textOf(call, 'page'))) || 1);
		const skip = (page - 1) * PRODUCTS_PER_PAGE;
		const products = PRODUCTS.map(productRow).slice(skip, skip + PRODUCTS_PER_PAGE);
		const isEmpty = products.length === 0;
		return json({
			products,
			pagination: {
				current_page: page,
				last_page: Math.ceil(PRODUCTS.length / PRODUCTS_PER_PAGE),
				per_page: PRODUCTS_PER_PAGE,
				total: PRODUCTS.length,
				from: isEmpty ? null : skip + 1,
				to: isEmpty ? null : skip + products.length,
			},
		});
	}),
];
