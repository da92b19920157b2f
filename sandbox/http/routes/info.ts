import { infoRow } from '../../platform/rows';
import { invalid, json } from '../answer';
import type { Route } from '../route';

const MOST_TRACKINGS = 100;

/** Details and history of up to a hundred orders (docs/ecotrack-api.md section 8.5). */
export const infoRoutes: readonly Route[] = [
	{
		method: 'GET',
		path: 'get/trackings/info',
		answer: (call, platform) => {
			const { trackings } = call.input;
			if (!Array.isArray(trackings))
				return invalid({
					trackings: [
						trackings ? 'The trackings must be an array.' : 'The trackings field is required.',
					],
				});
			if (trackings.length > MOST_TRACKINGS)
				return invalid({
					trackings: [`The trackings must not have more than ${MOST_TRACKINGS} items.`],
				});
			const found = trackings.flatMap((tracking) => platform.get(String(tracking)) ?? []);
			if (found.length === 0) return json({ message: 'Trackings non trouvés' }, 404);
			return json(Object.fromEntries(found.map((order) => [order.tracking, infoRow(order)])));
		},
	},
];
