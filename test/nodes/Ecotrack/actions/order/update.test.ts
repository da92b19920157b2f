import { compare, update } from '../../../../../nodes/Ecotrack/actions/order/update';
import type { Row } from '../../../../../nodes/Ecotrack/platform/rows';
import { reader, runOperation, scripted } from '../../../../support/reader';

const without = (from: object, name: string): Record<string, string | number> =>
	Object.fromEntries(Object.entries(from).filter(([key]) => key !== name));

/** One field that was to be changed, beside what the listing says before and afterwards. */
const ignored = (name: string, sent: unknown, field: string, seen: unknown, was?: unknown) => {
	const change = { [name]: sent as string };
	const before = was === undefined ? {} : { [field]: was as string };
	return compare(before, change, change, { [field]: seen as string }).ignored;
};

describe('a change took when the listing says the same', () => {
	it.each([
		['montant', 3500, 'montant', '3500'],
		['montant', 3500, 'montant', '3500.00'],
		['montant', 3500, 'montant', '3.500,00 DA'],
		['tel', '0555000111', 'phone', '555000111'],
		['tel', '0555000111', 'phone', 555000111],
		['tel2', '0555000111', 'phone_2', '+213555000111'],
		['client', 'Amina  Benali', 'client', ' Amina Benali'],
		['client', 'Amina Benali', 'client', 'AMINA BENALI'],
		['adresse', '12, rue des Oliviers', 'adresse', '12 Rue des Oliviers'],
		['reference', 'ORDER-2026-08-17-0001', 'reference', 'ORDER-2026-08-17-000'],
		['commune', 'Bejaia', 'commune', 'Béjaïa'],
		['wilaya', 6, 'wilaya_id', '6'],
		['stop_desk', 1, 'stop_desk', '1'],
		['type', 2, 'type_id', 2],
		['reference', '1042', 'reference', 1042],
		['product', '★★★', 'products', '★★★'],
	])('%s %j as %s %j', (name, sent, field, seen) => {
		expect(ignored(name, sent, field, seen)).toEqual([]);
	});

	it('is also one that says the same as before, but for case and spaces', () => {
		expect(ignored('client', 'Amina Benali', 'client', 'AMINA BENALI', 'AMINA BENALI')).toEqual([]);
	});

	it('may be cut, where the cut text is a new one', () => {
		const [was, sent] = ['5 rue Larbi', '12 rue des Oliviers, Kouba, 3e étage porte 5'];
		expect(ignored('adresse', sent, 'adresse', sent.slice(0, 30), was)).toEqual([]);
	});
});

describe('a change did not take when the listing says another thing', () => {
	it.each([
		['montant', 3500, 'montant', '2900', 'Amount'],
		['tel', '0555000111', 'phone', null, 'Phone'],
		['tel2', '0555000111', 'phone_2', '0666000222', 'Phone 2'],
		['client', 'Amina', 'client', 'Amine', 'Recipient'],
		['client', 'Amina Benali', 'client', 'Amina', 'Recipient'],
		['adresse', '12 rue des Oliviers', 'adresse', '', 'Address'],
		['stop_desk', 0, 'stop_desk', 1, 'Delivery To'],
		['wilaya', 6, 'wilaya_id', 16, 'Wilaya'],
		['product', '★★★', 'products', '★', 'Product'],
	])('%s %j as %s %j', (name, sent, field, seen, label) => {
		expect(ignored(name, sent, field, seen)).toEqual([label]);
	});

	it.each([
		['adresse', '12 rue des Oliviers, Kouba', '12 rue des Oliviers, Kouba, 3e étage', 'Address'],
		['client', 'Amina Benali Ait Ahmed', 'Amina Benali Ait Ahmed Hamouche', 'Recipient'],
		['reference', 'A-1.2', 'A-1/2', 'Reference'],
		['adresse', '12 rue X', '12, rue X!', 'Address'],
	])(
		'%s that stays %j where %j was sent, though one reads like the other',
		(name, was, sent, label) => {
			const field = name;
			expect(ignored(name, sent, field, was, was)).toEqual([label]);
		},
	);
});

describe('a change is neither taken nor ignored when what the listing says can be read in two ways', () => {
	it.each([
		[4300, '2900', '4.300'],
		[4300, '2.900', '4.300'],
		[2900, '2.900', '2.900'],
	])('%j, where %j was before and %j is now', (montant, was, is) => {
		const change = { montant };
		expect(compare({ montant: was }, change, change, { montant: is })).toMatchObject({
			ignored: [],
			unverified: ['Amount'],
		});
	});

	it.each([null, ''])('but is ignored when it says nothing: %j', (empty) => {
		expect(ignored('montant', 2900, 'montant', empty)).toEqual(['Amount']);
	});
});

const order: Row = {
	reference: 'WC-1',
	client: 'Amina Benali',
	phone: '0555000111',
	phone_2: '0777000111',
	adresse: '12 rue des Oliviers',
	commune: 'Kouba',
	wilaya_id: 16,
	montant: '2900',
	products: 'Montre',
	type_id: 1,
	stop_desk: 1,
};
const sent = {
	reference: 'WC-1',
	client: 'Amina Benali',
	tel: '0666000111',
	tel2: '0777000111',
	adresse: '12 rue des Oliviers',
	commune: 'Kouba',
	wilaya: 16,
	montant: 2900,
	product: 'Montre',
	type: 1,
	stop_desk: 1,
};
const change = { tel: '0666000111' };

describe('the rest of the order', () => {
	it('is as it was', () => {
		const after = { ...order, phone: '0666000111' };
		expect(compare(order, sent, change, after)).toEqual({
			ignored: [],
			unverified: [],
			changedUnasked: [],
			notSent: ['Fragile', 'GPS Link', 'Postal Code', 'Remark', 'Shop'],
		});
	});

	it.each([
		[{ stop_desk: 0 }, 'Delivery To'],
		[{ montant: '0' }, 'Amount'],
		[{ phone_2: null }, 'Phone 2'],
		[{ reference: '' }, 'Reference'],
		[{ commune: 'Hydra' }, 'Commune'],
		[{ type_id: 2 }, 'Type'],
	])('was changed on the way, unasked: %j', (fields, label) => {
		const after = { ...order, phone: '0666000111', ...fields };
		expect(compare(order, sent, change, after).changedUnasked).toEqual([label]);
	});

	it.each([
		{ client: 'AMINA  BENALI' },
		{ montant: '2 900,00 DA' },
		{ phone_2: '+213 777 00 01 11' },
		{ commune: 'KOUBA' },
		{ stop_desk: '1' },
		{ adresse: '12, rue des oliviers' },
	])('is only spelled otherwise: %j', (fields) => {
		const after = { ...order, phone: '0666000111', ...fields };
		expect(compare(order, sent, change, after).changedUnasked).toEqual([]);
	});

	it('is named as not sent where the order does not show it, or shows nothing that can be read', () => {
		const noDesk = without(sent, 'stop_desk');
		expect(compare({ ...order, stop_desk: 2 }, noDesk, change, order).notSent).toContain(
			'Delivery To',
		);
		const hidden = without(order, 'stop_desk');
		expect(compare(hidden, noDesk, change, hidden).notSent).toContain('Delivery To');
		expect(compare({ ...order, phone_2: '' }, sent, change, order).notSent).not.toContain(
			'Phone 2',
		);
	});
});

describe('an empty field', () => {
	it.each([null, ''])('is known when it is %j: there is nothing to send', (empty) => {
		const fields = { ...order, phone_2: empty };
		expect(compare(fields, without(sent, 'tel2'), change, fields).notSent).not.toContain('Phone 2');
	});

	it('that the order did not show before, or does not show now, has not changed', () => {
		const hidden = without(order, 'montant');
		const rest = without(sent, 'montant');
		expect(compare(hidden, rest, change, order).changedUnasked).not.toContain('Amount');
		expect(compare(order, rest, change, hidden).changedUnasked).not.toContain('Amount');
	});
});

it('what could not be sent along, and is empty afterwards, was lost on the way', () => {
	const before = { ...order, stop_desk: 2 };
	const rest = without(sent, 'stop_desk');
	const after = { ...order, stop_desk: null };
	expect(compare(before, rest, change, after).changedUnasked).toContain('Delivery To');
});

it('what was sent for a field nobody asked to change may be what stands there afterwards', () => {
	const before = { ...order, wilaya_id: '' };
	expect(compare(before, sent, change, order).changedUnasked).not.toContain('Wilaya');
	expect(compare(before, without(sent, 'wilaya'), change, order).changedUnasked).toContain(
		'Wilaya',
	);
});

it('a foreign phone is compared as it is written', () => {
	const foreign = '+33 6 12 34 56 78';
	expect(ignored('tel', foreign, 'phone', foreign)).toEqual([]);
	expect(ignored('tel', foreign, 'phone', '+33 6 99 99 99 99')).toEqual(['Phone']);
});

it('the first column that the order has is the one that counts', () => {
	expect(ignored('product', 'Montre', 'produit', 'Montre')).toEqual([]);
	expect(ignored('product', 'Montre', 'produit', 'Sac')).toEqual(['Product']);
});

it('a field that the listing does not show is neither ignored nor seen', () => {
	const changes = { remarque: 'x', stop_desk: 1, montant: 1 };
	expect(compare({}, changes, changes, { montant: '1' })).toMatchObject({
		ignored: [],
		unverified: ['Delivery To', 'Remark'],
	});
});

describe('the whole way', () => {
	const listing = (...rows: Row[]) => ({ data: rows, current_page: 1, last_page: 1 });
	const row: Row = { tracking: 'EC1', status: 'prete_a_expedier', ...order };
	const yes = { success: true };
	const given = { tracking: 'EC1', updateFields: { phone: '0666000111' } };
	const run = async (...answers: unknown[]) =>
		await runOperation('order.update', given, ...answers);
	const sentIn = (requests: Array<{ path: string; body?: unknown }>) =>
		requests.find(({ path }) => path === 'update/order')?.body;

	it('ends before anything is sent where the listing does not have the order', async () => {
		const { failure, sent: requests } = await run(listing());
		expect([failure?.kind, sentIn(requests)]).toEqual(['notFound', undefined]);
	});

	it('does not call the change undone where the order is not listed any more afterwards', async () => {
		const { failure } = await run(listing(row), yes, listing());
		expect(failure).toMatchObject({
			kind: 'unconfirmed',
			message: 'The carrier accepted the change, but it could not be checked',
		});
	});

	it('takes from the details what the listing leaves empty, and nothing else', async () => {
		const bare = { ...row, commune: '', stop_desk: undefined, phone_2: null };
		const details = { EC1: { OrderInfo: { ...order, client: 'Other', commune: 'Hydra' } } };
		const { sent: requests } = await run(listing(bare), details, yes, listing(row));
		expect(sentIn(requests)).toMatchObject({
			client: 'Amina Benali',
			commune: 'Hydra',
			stop_desk: 1,
			tel2: '0777000111',
		});
	});

	it.each([{ EC2: { OrderInfo: order } }, [], { EC1: { OrderInfo: null } }])(
		'does without details that are not there: %j',
		async (details) => {
			const bare = without(row, 'stop_desk');
			const after = { ...bare, phone: '0666000111' };
			const { rows } = await run(listing(bare), details, yes, listing(after));
			expect(rows).toMatchObject([{ updated: true }]);
		},
	);

	it.each([
		[{ montant: '0' }, ["The carrier also changed what it was not asked to: 'Amount'"]],
		[{ montant: '0', commune: 'Hydra' }, [expect.stringMatching(/: 'Commune', 'Amount'$/)]],
		[{}, []],
	])('points out in the editor what was changed unasked: %j', async (changed, hints) => {
		const { api } = scripted(
			listing(row),
			yes,
			listing({ ...row, phone: '0666000111', ...changed }),
		);
		const told: string[] = [];
		await update.each(reader(given), { ...api, hint: (message) => told.push(message) });
		expect(told).toEqual(hints);
	});
});
