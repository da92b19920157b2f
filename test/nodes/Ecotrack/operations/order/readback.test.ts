import { findIgnored, findUnseen } from '../../../../../nodes/Ecotrack/operations/order/readback';

const ignored = (name: string, sent: unknown, field: string, seen: unknown) =>
	findIgnored({ [name]: sent as string }, { [name]: sent as string }, { [field]: seen as string });

describe('a change took when the listing says the same', () => {
	it.each([
		['montant', 3500, 'montant', '3500'],
		['montant', 3500, 'montant', '3500.00'],
		['tel', '0555000111', 'phone', '555000111'],
		['tel', '0555000111', 'phone', 555000111],
		['client', 'Amina  Benali', 'client', ' Amina Benali'],
		['client', 'Amina Benali', 'client', 'AMINA BENALI'],
		['adresse', '12, rue des Oliviers', 'adresse', '12 Rue des Oliviers'],
		['reference', 'ORDER-2026-08-17-0001', 'reference', 'ORDER-2026-08-17-000'],
		['commune', 'Bejaia', 'commune', 'Béjaïa'],
		['wilaya', 6, 'wilaya_id', '6'],
		['stop_desk', 1, 'stop_desk', '1'],
		['type', 2, 'type_id', 2],
		['reference', '1042', 'reference', 1042],
	])('%s %j as %s %j', (name, sent, field, seen) => {
		expect(ignored(name, sent, field, seen)).toEqual([]);
	});
});

describe('a change did not take when the listing says another thing', () => {
	it.each([
		['montant', 3500, 'montant', '2900', 'Amount'],
		['tel', '0555000111', 'phone', null, 'Phone'],
		['client', 'Amina', 'client', 'Amine', 'Recipient'],
		['client', 'Amina Benali', 'client', 'Amina', 'Recipient'],
		['adresse', '12 rue des Oliviers', 'adresse', '', 'Address'],
		['stop_desk', 0, 'stop_desk', 1, 'Stop Desk'],
		['wilaya', 6, 'wilaya_id', 16, 'Wilaya'],
	])('%s %j as %s %j', (name, sent, field, seen, label) => {
		expect(ignored(name, sent, field, seen)).toEqual([label]);
	});
});

it('only what was to be changed is compared', () => {
	expect(findIgnored({ client: 'A', tel: '1' }, { tel: '1' }, { client: 'B', phone: '1' })).toEqual(
		[],
	);
});

it('a field that the listing does not show is neither ignored nor seen', () => {
	const changes = { remarque: 'x', stop_desk: 1, montant: 1 };
	expect(findIgnored(changes, changes, { montant: '1' })).toEqual([]);
	expect(findUnseen(changes, { montant: '1' })).toEqual(['Remark', 'Stop Desk']);
});
