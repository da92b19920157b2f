import { startOfDay } from '../../platform/algiers';
import { invalid, json, Refusal } from '../answer';
import { textOf, type Call } from '../call';
import { requireText, type Route } from '../route';
import { pageLinks } from './page-links';

const MOST_TRACKINGS = 100;

function readDay(call: Call, name: string): string | undefined {
	const day = textOf(call, name);
	if (day === '') return undefined;
	if (startOfDay(day) === undefined)
		throw new Refusal(invalid({ [name]: [`Le champ ${name} ne correspond pas au format Y-m-d.`] }));
	return day;
}

function readTrackings(call: Call): string[] {
	if (textOf(call, 'trackings') === '')
		throw new Refusal(invalid({ trackings: ['The trackings field is required.'] }));
	const trackings = textOf(call, 'trackings')
		.split(',')
		.map((tracking) => tracking.trim())
		.filter(Boolean);
	if (trackings.length > MOST_TRACKINGS)
		throw new Refusal(
			invalid({ trackings: [`The trackings must not have more than ${MOST_TRACKINGS} items.`] }),
		);
	return trackings;
}

/** The listing and the status batch (docs/ecotrack-api.md section 8.6 and 8.7). */
export const listingRoutes: readonly Route[] = [
	{
		method: 'GET',
		path: 'get/orders',
		answer: (call, platform) => {
			const page = platform.list({
				page: Math.trunc(Number(textOf(call, 'page'))) || 1,
				startDate: readDay(call, 'start_date'),
				endDate: readDay(call, 'end_date'),
				tracking: textOf(call, 'tracking') || undefined,
			});
			const base = `${call.origin}/api/v1/get/orders`;
			return json({ ...page, ...pageLinks(base, page.current_page, page.last_page) });
		},
	},
	{
		method: 'GET',
		path: 'get/orders/status',
		answer: (call, platform) => {
			const trackings = readTrackings(call);
			const wanted = requireText(call, 'status', Infinity).split(',');
			const rows = platform.statuses(trackings, wanted.includes('all') ? 'all' : wanted);
			// PHP writes an empty map as an empty list (section 8.7).
			return json({ data: Object.keys(rows).length > 0 ? rows : [] });
		},
	},
];
