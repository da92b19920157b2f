import { WILAYAS, type Wilaya } from '../../platform/places';
import { json } from '../answer';
import type { Route } from '../route';

/** Prices are text in dinars; a desk price of "0" means that there is no desk. */
const feeRow = ({ id, homeFee, deskFee }: Wilaya, share = 1) => ({
	wilaya_id: id,
	tarif: String(Math.round(homeFee * share)),
	tarif_stopdesk: String(Math.round(deskFee * share)),
});

const fees = (share: number) => WILAYAS.map((wilaya) => feeRow(wilaya, share));

/** What the carrier charges this account (docs/ecotrack-api.md section 9.4). */
export const feeRoutes: readonly Route[] = [
	{
		method: 'GET',
		path: 'get/fees',
		answer: () =>
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
	},
];
