/**
 * The links of Laravel's paginator. They repeat neither dates nor any other parameter, as on the
 * platform: a client has to build the next page's address itself (docs/ecotrack-api.md section 8.6).
 */
export function pageLinks(base: string, current: number, last: number) {
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
