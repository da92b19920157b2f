import { startOfDay } from '../../platform/clock';
import { invalid, json, Refusal } from '../answer';
import { textOf, type Call } from '../call';
import { get } from '../route';

function readDay(call: Call, name: string): string | undefined {
	const day = textOf(call, name);
	if (day === '') return undefined;
	if (startOfDay(day) === undefined)
		throw new Refusal(invalid({ [name]: [`Le champ ${name} ne correspond pas au format Y-m-d.`] }));
	return day;
}

/**
 * The links of Laravel's paginator. They repeat neither dates nor any other parameter, as on the
 * platform: a client has to build the next page's address itself (docs/ecotrack-api.md section 8.6).
 */
function pageLinks(base: string, current: number, last: number) {
	const urlOf = (page: number) => `${base}?page=${page}`;
	const previous = current > 1 ? urlOf(current - 1) : null;
	const next = current < last ? urlOf(current + 1) : null;
	const numbers = Array.from({ length: last }, (_, index) => index + 1).filter(
		(page) => page <= 2 || page > last - 2 || Math.abs(page - current) <= 2,
	);
	return {
		first_page_url: urlOf(1),
		last_page_url: urlOf(last),
		links: [
			{ url: previous, label: '&laquo; Précédent', active: false },
			...numbers.map((page) => ({
				url: urlOf(page),
				label: String(page),
				active: page === current,
			})),
			{ url: next, label: 'Suivant &raquo;', active: false },
		],
		next_page_url: next,
		path: base,
		prev_page_url: previous,
	};
}

/** The listing (docs/ecotrack-api.md section 8.6). */
export const listingRoute = get('get/orders', (call, platform) => {
	const page = platform.list({
		page: Math.trunc(Number(textOf(call, 'page'))) || 1,
		startDate: readDay(call, 'start_date'),
		endDate: readDay(call, 'end_date'),
		tracking: textOf(call, 'tracking') || undefined,
	});
	const base = `${call.origin}/api/v1/get/orders`;
	return json({ ...page, ...pageLinks(base, page.current_page, page.last_page) });
});
