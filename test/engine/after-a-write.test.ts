/**
 * What a user reads when something goes wrong after the platform was asked: a write is never called
 * undone, a read never blamed on the credential, and what failed for one item is not kept for the next.
 */
import { startCanned, type Canned, type CannedServer } from '../support/canned';
import { openLab } from '../support/lab';
import { byNumber, EXAMPLES, NEW_ORDER } from '../support/parameters';

jest.mock('n8n-workflow', () => jest.requireActual('../support/pauses').withoutSleeping());

const lab = openLab();
let server: CannedServer;

const DEEP = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`;
const json = (value: unknown): Canned => ({ body: JSON.stringify(value) });
const wilayas = json([{ wilaya_id: 16, wilaya_name: 'Alger' }]);
const communes = json([{ nom: 'Kouba', wilaya_id: 16, code_postal: '16050', has_stop_desk: 1 }]);

/** A platform of which only the answer to one path is told; the places are always known. */
async function serve(answer: (target: URL, count: number) => Canned | Promise<Canned>) {
	let count = 0;
	server = await startCanned((request) => {
		const target = new URL(String(request.url), 'http://platform');
		if (target.pathname.endsWith('get/wilayas')) return wilayas;
		if (target.pathname.endsWith('get/communes')) return communes;
		return answer(target, count++);
	});
	lab.credential.baseUrl = server.url;
}

afterEach(async () => await server?.close());

const order = (reference: string) => ({ ...NEW_ORDER, additionalFields: { reference } });

describe('a new order whose answer our own code cannot take', () => {
	beforeEach(async () => await serve(() => ({ body: `{"success":true,"data":${DEEP}}` })));

	it('is never blamed on the credential: it may exist', async () => {
		const { error } = await lab.run('order.create', order('WC-1'));
		expect(error?.message).toBe('The answer of the carrier could not be read');
		expect(error?.description).toMatch(/Nobody knows whether it took place/);
		expect(`${error?.message} ${error?.description}`).not.toMatch(/credential/);
	});

	it('is one of which Create Many does not say that it was not created', async () => {
		const { json: rows } = await lab.run('order.createMany', order('WC-1'), {
			onError: 'continueRegularOutput',
		});
		expect(rows).toEqual([
			expect.objectContaining({ message: expect.stringMatching(/Nobody knows/) }),
		]);
	});
});

it('Create Many tells the trackings of its first hundred when the answer to the second breaks', async () => {
	await serve((_, count) =>
		count > 0
			? { body: `{"results":${DEEP}}` }
			: json({
					results: Object.fromEntries(
						Array.from({ length: 100 }, (__, n) => [
							`WC-${n}`,
							{ success: true, tracking: `ECA${n}` },
						]),
					),
				}),
	);
	const input = Array.from({ length: 101 }, (_, n) => ({ reference: `WC-${n}` }));
	const { error, json: rows } = await lab.run('order.createMany', order('={{ $json.reference }}'), {
		input,
	});
	expect(error).toBeUndefined();
	expect(rows.slice(0, 100).every(({ created }) => created === true)).toBe(true);
	expect(rows[100]).toMatchObject({ created: null });
});

it.each([
	['a page', '<html>404</html>'],
	['nothing', ''],
	['an empty object', '{}'],
	['an empty list', '[]'],
	['an empty message', '{"message":""}'],
])('%s with 404 for one order leaves the others their answers', async (_, body) => {
	await serve((target) =>
		target.searchParams.get('tracking') === 'ECGONE000001'
			? { status: 404, body }
			: json({ activity: [] }),
	);
	const { json: rows } = await lab.run(
		'tracking.getHistory',
		{ tracking: byNumber('={{ $json.tracking }}') },
		{
			input: [{ tracking: 'ECGONE000001' }, { tracking: 'ECHERE000002' }],
			onError: 'continueRegularOutput',
		},
	);
	expect(rows[0]).toHaveProperty('error');
	expect(rows[1]).toMatchObject({ tracking: 'ECHERE000002' });
});

it('one 500 for the list of wilayas costs one item, not all of the run', async () => {
	let lists = 0;
	server = await startCanned((request) => {
		const path = String(request.url).replace(/\?.*/, '');
		if (path.endsWith('get/wilayas')) return lists++ === 0 ? { status: 500 } : wilayas;
		if (path.endsWith('get/communes')) return communes;
		return json({ success: true, tracking: 'ECNEW0000001' });
	});
	lab.credential.baseUrl = server.url;
	const { json: rows } = await lab.run(
		'order.create',
		{ ...NEW_ORDER, wilayaId: byNumber('Alger') },
		{ input: [{}, {}], onError: 'continueRegularOutput' },
	);
	expect(rows[0]).toHaveProperty('error');
	expect(rows[1]).toMatchObject({ created: true });
});

it('150,000 tracking numbers in one item do not overflow anything', async () => {
	await serve(() => json({ data: [] }));
	const trackings = Array.from({ length: 150_000 }, (_, n) => `ECX${n}`).join(',');
	const { error, json: rows } = await lab.run('order.getStatuses', { trackings });
	expect(error).toBeUndefined();
	expect(rows).toHaveLength(150_000);
});

it('a complaint about one tracking number names the parameter that holds several', async () => {
	const errors = { tracking: ['Le champ tracking est obligatoire.'] };
	await serve(() => ({ status: 422, body: JSON.stringify({ errors }) }));
	for (const operation of ['return.confirmReception', 'tracking.getManyHistories']) {
		const { error } = await lab.run(operation, { trackings: 'ECHERE000002' });
		expect(error?.message).toBe("The carrier did not accept 'Tracking Numbers'");
	}
});

it("the platform's words are followed by one period", async () => {
	await serve(() => json({ success: false, message: 'Commande non modifiable.' }));
	const { error } = await lab.run('order.ship', EXAMPLES['order.ship'](lab.sandbox.platform));
	expect(error?.description).toMatch(/"Commande non modifiable"\. \w/);
});

it('Confirm Reception does not hide a second hundred nobody knows of behind a refused first', async () => {
	await serve((target, count) => {
		if (target.pathname.endsWith('get/orders/status')) return json({});
		return count === 0 ? json({ returned: 'fail' }) : { status: 500, body: 'Server Error' };
	});
	const { json: rows, error } = await lab.run(
		'return.confirmReception',
		{ trackings: '={{ $json.tracking }}' },
		{ input: Array.from({ length: 101 }, (_, index) => ({ tracking: `EC${index}` })) },
	);
	expect(error).toBeUndefined();
	expect(rows.map(({ confirmed }) => confirmed)).toEqual([...Array(100).fill(false), null]);
	expect(rows[100].reason).toMatch(/Nobody knows whether it took place/);
});

it('Confirm Reception keeps the first hundred of one item when the answer to the second breaks', async () => {
	await serve((target, count) => {
		if (target.pathname.endsWith('get/orders/status')) return json({});
		return count === 0 ? json({ returned: 'success' }) : { status: 500, body: 'Server Error' };
	});
	const trackings = Array.from({ length: 101 }, (_, index) => `EC${index}`).join(',');
	const { json: rows } = await lab.run('return.confirmReception', { trackings });
	expect(rows).toHaveLength(101);
	expect(rows[100].reason).toMatch(/Nobody knows whether it took place/);
});

it('Create Many does not hide orders that are perhaps created behind a refused first one', async () => {
	await serve((target) =>
		target.pathname.endsWith('create/orders')
			? json({
					results: {
						A: { success: false, message: 'Non' },
						ORDER: { success: true, tracking: 'EC9' },
					},
				})
			: { status: 500, body: 'Server Error' },
	);
	const { json: rows, error } = await lab.run('order.createMany', order('={{ $json.ref }}'), {
		input: ['A', 'ORDER-1', 'ORDER-2'].map((ref) => ({ ref })),
	});
	expect(error).toBeUndefined();
	expect(rows.map(({ created, match, candidates }) => [created, match, candidates])).toEqual([
		[false, undefined, undefined],
		[null, 'unknown', ['EC9']],
		[null, 'unknown', ['EC9']],
	]);
});

it('Create Many tells each item what the platform says of that order, and of no other', async () => {
	const errors = { 'orders.1.telephone': ['Mauvais numéro'], 'orders.11.adresse': ['Trop courte'] };
	await serve(() => ({ status: 422, body: JSON.stringify({ message: 'Non', errors }) }));
	const { json: rows } = await lab.run('order.createMany', order('={{ $json.ref }}'), {
		input: Array.from({ length: 12 }, (_, index) => ({ ref: `WC-${index}` })),
		onError: 'continueRegularOutput',
	});
	const told = rows.map(({ error, message }) => `${String(error)}. ${String(message)}`);
	expect(told[1]).toMatch(/'Phone'.*Mauvais numéro/);
	expect(told[11]).toMatch(/'Address'.*Trop courte/);
	for (const [index, text] of told.entries()) {
		if (index !== 1 && index !== 11) expect(text).toMatch(/together with others/);
	}
});
