import { ROUTES } from '../../../../sandbox/http/routes';
import { ask, withSandbox } from '../../wire';

/** The index of endpoints, section 10 of the reference. */
const DOCUMENTED = `GET validate/token
GET
POST create/order
POST create/orders
POST update/order
DELETE delete/order
POST valid/order
POST valid/returns
GET get/order/label
POST add/maj
GET get/maj
POST ask/for/order/return
GET get/tracking/info
GET get/trackings/info
GET get/orders
GET get/orders/status
GET get/wilayas
GET get/communes
GET get/desks
GET get/fees
GET get/products/list`;

describe('the sandbox', () => {
	it('serves each of the 21 documented endpoints once', () => {
		const served = ROUTES.map(({ method, path }) => `${method} ${path}`.trim());
		expect(served.sort()).toEqual(DOCUMENTED.split('\n').sort());
	});

	it('answers at the root, with rate headers', async () => {
		await withSandbox({}, async (sandbox) => {
			for (const path of ['', '/']) {
				const reply = await ask(sandbox, path);
				expect(reply.status).toBe(200);
				expect(reply.headers).toHaveProperty('x-ratelimit-remaining-day');
			}
		});
	});

	it.each(ROUTES.map(({ method, path }) => ({ method, path })))(
		'wants a token for $method /$path',
		async ({ method, path }) => {
			await withSandbox({}, async (sandbox) => {
				const reply = await ask(sandbox, path, { method, headers: { accept: 'application/json' } });
				const refusal = path === 'validate/token' ? 'INVALID_TOKEN' : 'Unauthenticated.';
				expect(reply.json).toMatchObject({ message: refusal });
			});
		},
	);
});
