import { classify, type Outcome } from '../../../../nodes/Ecotrack/transport/response';

/** What an answer means; text goes out as it is, everything else as JSON. */
function read(status: number, body: unknown): Outcome {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	return classify({ status, headers: {}, body: new TextEncoder().encode(text) }, 0);
}

const page = (title: string) =>
	`<!DOCTYPE html>\n<html><head><title>${title}</title></head></html>`;
const unknownTracking = 'Le champ tracking sélectionné est invalide.';
const misspelt = 'Commune mal écrite, ou désactivée.';

describe('every row of the catalogue of refusals (section 4)', () => {
	it.each<[string, number, unknown, Partial<Outcome>]>([
		[
			'update or delete after validation',
			200,
			{ success: false, error: 10001, message: 'Commande non modifiable' },
			{ kind: 'rejected', code: 10001, message: 'Commande non modifiable' },
		],
		[
			'a wilaya without delivery',
			200,
			{ success: false, error: 10002, message: 'Pas de livraison pour la wilaya sélectionnée' },
			{
				kind: 'rejected',
				code: 10002,
				message: 'Pas de livraison pour la wilaya sélectionnée',
			},
		],
		[
			'a return that cannot be asked for',
			200,
			{
				success: false,
				error: 10003,
				message: 'Le retour ne peut pas etre demandé pour cette commande',
			},
			{ kind: 'rejected', code: 10003 },
		],
		[
			'a commune without desk',
			200,
			{ success: false, message: 'Stop desk non disponible pour cette commune' },
			{ kind: 'rejected', message: 'Stop desk non disponible pour cette commune' },
		],
		[
			'a misspelt commune, as 200 with a bag',
			200,
			{ success: false, message: 'The given data was invalid.', errors: { commune: [misspelt] } },
			{ kind: 'invalid', fields: { commune: [misspelt] }, message: misspelt },
		],
		[
			'a misspelt commune, as 200 with a list',
			200,
			{ success: false, message: [misspelt, 'Wilaya mal écrite, ou désactivée.'] },
			{ kind: 'rejected', message: `${misspelt} Wilaya mal écrite, ou désactivée.` },
		],
		[
			'a misspelt commune, as 422 with a message',
			422,
			{ message: misspelt },
			{ kind: 'invalid', fields: {}, message: misspelt },
		],
		[
			'a misspelt commune, as 422 with a list',
			422,
			[misspelt],
			{ kind: 'invalid', message: misspelt },
		],
		[
			'a misspelt commune, as 422 with a list of complaints',
			422,
			{ message: 'The given data was invalid.', errors: [misspelt] },
			{ kind: 'invalid', message: misspelt },
		],
		['nothing eligible', 200, { returned: 'fail' }, { kind: 'rejected', message: '' }],
		['a deletion refused the old way', 200, { delete: 'fail' }, { kind: 'rejected', message: '' }],
		['a bad token', 401, { message: 'Unauthenticated.' }, { kind: 'denied', reason: 'token' }],
		['a bad token, as a page', 401, page('Login'), { kind: 'denied', reason: 'token' }],
		[
			'a bad token at the token check',
			200,
			{ success: false, message: 'INVALID_TOKEN' },
			{ kind: 'denied', reason: 'token' },
		],
		[
			'an account without API access',
			200,
			{ success: false, message: 'TOKEN_NOT_ALLOWED' },
			{ kind: 'denied', reason: 'access' },
		],
		['forbidden', 403, { message: 'This action is unauthorized.' }, { kind: 'denied' }],
		['forbidden, as a page', 403, page('Forbidden'), { kind: 'denied' }],
		[
			'no known tracking',
			404,
			{ message: 'Trackings non trouvés' },
			{ kind: 'notFound', status: 404, message: 'Trackings non trouvés' },
		],
		[
			'an absent endpoint',
			404,
			{ message: 'The route api/v1/get/desks could not be found.' },
			{ kind: 'notSupported', status: 404 },
		],
		[
			'an absent endpoint, as a page',
			404,
			page('Not Found'),
			{ kind: 'notSupported', status: 404 },
		],
		['an absent endpoint, without a word', 404, {}, { kind: 'notSupported', status: 404 }],
		[
			'a wrong verb',
			405,
			{ message: 'The GET method is not supported for route api/v1/add/maj.' },
			{ kind: 'notSupported', status: 405 },
		],
		[
			'a wrong verb, as a page',
			405,
			page('Method Not Allowed'),
			{ kind: 'notSupported', status: 405 },
		],
		[
			'field complaints',
			422,
			{
				message: 'The given data was invalid.',
				errors: {
					telephone: ['Le champ téléphone est obligatoire.'],
					commune: [misspelt, 'Wilaya mal écrite, ou désactivée.'],
				},
			},
			{
				kind: 'invalid',
				fields: {
					telephone: ['Le champ téléphone est obligatoire.'],
					commune: [misspelt, 'Wilaya mal écrite, ou désactivée.'],
				},
				message: `Le champ téléphone est obligatoire. ${misspelt} Wilaya mal écrite, ou désactivée.`,
			},
		],
		[
			'an unknown tracking',
			422,
			{ message: 'The given data was invalid.', errors: { tracking: [unknownTracking] } },
			{ kind: 'notFound', status: 422, message: unknownTracking },
		],
		['too many attempts', 429, { message: 'Too Many Attempts.' }, { kind: 'limited' }],
		['too many attempts, as a page', 429, page('Too Many Requests'), { kind: 'limited' }],
		['a server fault', 500, { message: 'Server Error' }, { kind: 'unavailable', status: 500 }],
		['a server fault, as a page', 500, page('Server Error'), { kind: 'unavailable', status: 500 }],
		['a bad gateway', 502, page('Bad Gateway'), { kind: 'unavailable', status: 502 }],
		['maintenance', 503, page('Service Unavailable'), { kind: 'unavailable', status: 503 }],
		['a gateway out of time', 504, page('Gateway Time-out'), { kind: 'unavailable', status: 504 }],
		[
			'a page with 200',
			200,
			page('Bienvenue'),
			{ kind: 'unreadable', message: 'A web page came in place of data' },
		],
	])('%s: %i', (_, status, body, outcome) => {
		expect(read(status, body)).toEqual(expect.objectContaining(outcome));
	});
});
