/** A small country to deliver to: enough wilayas for accents, shared commune names and no desks. */

export interface Wilaya {
	id: number;
	name: string;
	/** Dinars for a home delivery and for a desk; 0 means that there is no desk. */
	homeFee: number;
	deskFee: number;
}

export interface Commune {
	name: string;
	wilayaId: number;
	/** Wilaya number and a serial, not a postal code (docs/ecotrack-api.md section 9.2). */
	code: string;
	hasDesk: 0 | 1;
}

const wilaya = (id: number, name: string, homeFee: number, deskFee: number): Wilaya => ({
	id,
	name,
	homeFee,
	deskFee,
});

export const WILAYAS: readonly Wilaya[] = [
	wilaya(1, 'Adrar', 1400, 0),
	wilaya(5, 'Batna', 800, 500),
	wilaya(6, 'Béjaïa', 750, 450),
	wilaya(9, 'Blida', 500, 350),
	wilaya(15, 'Tizi Ouzou', 700, 450),
	wilaya(16, 'Alger', 400, 300),
	wilaya(19, 'Sétif', 750, 450),
	wilaya(23, 'Annaba', 800, 500),
	wilaya(25, 'Constantine', 750, 450),
	wilaya(31, 'Oran', 700, 450),
	wilaya(35, 'Boumerdès', 550, 0),
	wilaya(58, 'El Meniaa', 1300, 0),
];

const commune = (name: string, wilayaId: number, serial: number, hasDesk: 0 | 1 = 0): Commune => ({
	name,
	wilayaId,
	code: `${wilayaId}${String(serial).padStart(2, '0')}`,
	hasDesk,
});

// Ain Taya near Oran is invented: some forty names stand in more than one wilaya (section 9.2).
export const COMMUNES: readonly Commune[] = [
	commune('Adrar', 1, 1),
	commune('Reggane', 1, 6),
	commune('Batna', 5, 1, 1),
	commune('Ain Touta', 5, 9),
	commune('Bejaia', 6, 1, 1),
	commune('Akbou', 6, 25),
	commune('Blida', 9, 1, 1),
	commune('Boufarik', 9, 20),
	commune('Tizi Ouzou', 15, 1, 1),
	commune('Azazga', 15, 35),
	commune('Kouba', 16, 17, 1),
	commune('Hydra', 16, 27),
	commune('Bab El Oued', 16, 4),
	commune('Ain Taya', 16, 40),
	commune('El Madania', 16, 3),
	commune('Setif', 19, 1, 1),
	commune('El Eulma', 19, 20),
	commune('Ain Oulmene', 19, 44),
	commune('Annaba', 23, 1, 1),
	commune('El Hadjar', 23, 4),
	commune('Constantine', 25, 1, 1),
	commune('El Khroub', 25, 6),
	commune('Oran', 31, 1, 1),
	commune('Bir El Djir', 31, 5),
	commune('Ain Taya', 31, 19),
	commune('Boumerdes', 35, 1),
	commune('Khemis El Khechna', 35, 24),
	commune('El Meniaa', 58, 1),
];

export const wilayaOf = (id: number): Wilaya | undefined =>
	WILAYAS.find((entry) => entry.id === id);

export const communeOf = (name: string, wilayaId: number): Commune | undefined =>
	COMMUNES.find((entry) => entry.name === name && entry.wilayaId === wilayaId);
