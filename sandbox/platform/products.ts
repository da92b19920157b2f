/** Goods in the carrier's stock: a page and a bit. */

export interface Product {
	reference: string;
	title: string;
	free: number;
	reserved: number;
}

const TITLES = [
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

export const PRODUCTS: readonly Product[] = TITLES.map((title, index) => ({
	reference: `P-${String(index + 1).padStart(3, '0')}`,
	title,
	free: (index * 7) % 23,
	reserved: index % 4,
}));
