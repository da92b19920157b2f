import { STATUSES } from '../../../../../nodes/Ecotrack/platform/statuses';
import { operationOf, runOperation } from '../../../../support/reader';

const TRACKING = 'ECXX9Q2608150001';

const row = {
	tracking: TRACKING,
	status: 'en_preparation',
	order_id: 'WC-10442',
	estimated_fee: 600,
	driver_phone: '0550000000',
	desk_phone: '021000000',
	desk_commune: 'Kouba',
	desk_map_link: 'https://maps.example/demo',
	desk_address: '',
	activity: [
		{
			reason: 'Client ne réponds pas',
			details: '',
			station: 'Station Oran',
			driver: 'Livreur Exemple',
			date: '2026-08-17',
			time: '15:20:03',
			postponed_to: '2026-08-20',
		},
	],
};

/** What one number yields when the platform answers with this row for it. */
async function shape(
	found: Record<string, unknown> | undefined,
	values: Record<string, unknown> = {},
	trackings = TRACKING,
) {
	const answer = { data: found ? { [TRACKING]: found } : [] };
	const parameters = { trackings, simplify: true, ...values };
	return (await runOperation('order.getStatuses', parameters, answer)).rows as Array<
		Record<string, unknown>
	>;
}

describe('the status of an order', () => {
	it('has thirteen fields in their own names and types', async () => {
		expect(await shape(row)).toEqual([
			{
				tracking: TRACKING,
				found: true,
				status: 'en_preparation',
				statusLabel: 'At the destination station',
				statusLabelFr: 'En préparation pour la livraison',
				statusLabelAr: 'قيد التحضير للتوصيل',
				phase: 'transit',
				isFinal: false,
				reference: 'WC-10442',
				attempts: [
					{
						reason: 'Client ne réponds pas',
						details: null,
						station: 'Station Oran',
						driver: 'Livreur Exemple',
						at: '2026-08-17T15:20:03+01:00',
						postponedTo: '2026-08-20',
					},
				],
				driverPhone: '0550000000',
				desk: {
					phone: '021000000',
					commune: 'Kouba',
					address: null,
					mapLink: 'https://maps.example/demo',
				},
				estimatedFee: 600,
			},
		]);
	});

	it('has null where the platform says nothing', async () => {
		const bare = { status: 'en_livraison', order_id: '', desk_phone: '', activity: [] };
		expect((await shape(bare))[0]).toMatchObject({
			reference: null,
			attempts: [],
			driverPhone: null,
			desk: null,
			estimatedFee: null,
		});
	});

	it('is never a text of the driver', async () => {
		const [{ status, isFinal }] = await shape({
			status: 'en_livraison',
			activity: [{ reason: 'paye_et_archive' }],
		});
		expect([status, isFinal]).toEqual(['en_livraison', false]);
	});

	it('is unknown, and not final, when nobody has documented it', async () => {
		expect((await shape({ status: 'en_litige' }))[0]).toMatchObject({
			found: true,
			status: 'en_litige',
			phase: 'unknown',
			isFinal: false,
		});
	});

	it('is null in a row that has none', async () => {
		expect((await shape({ order_id: 'WC-10442' }))[0]).toMatchObject({
			found: true,
			status: null,
			statusLabel: null,
			statusLabelFr: null,
			statusLabelAr: null,
			phase: 'unknown',
			isFinal: false,
		});
	});

	it('keeps the number as it was asked for, whatever the platform makes of it', async () => {
		expect((await shape({ ...row, tracking: TRACKING.toLowerCase() }))[0].tracking).toBe(TRACKING);
		expect((await shape(row, {}, TRACKING.toLowerCase()))[0].tracking).toBe(TRACKING.toLowerCase());
		expect((await shape({ ...row, tracking: 'ecxx' }, { simplify: false }))[0].tracking).toBe(
			TRACKING,
		);
	});
});

describe('a number that the platform does not answer for', () => {
	it('is not found, and has nobody else’s status', async () => {
		expect(await shape(undefined)).toEqual([
			{
				tracking: TRACKING,
				found: false,
				status: null,
				statusLabel: null,
				statusLabelFr: null,
				statusLabelAr: null,
				phase: null,
				isFinal: null,
				reference: null,
				attempts: [],
				driverPhone: null,
				desk: null,
				estimatedFee: null,
			},
		]);
	});

	it('is not found in the raw form either', async () => {
		expect(await shape(undefined, { simplify: false })).toEqual([
			{ tracking: TRACKING, found: false },
		]);
	});
});

describe('the raw form', () => {
	it('is the row of the platform beside number and verdict', async () => {
		expect(await shape(row, { simplify: false })).toEqual([
			{ ...row, tracking: TRACKING, found: true },
		]);
	});
});

describe('the filter by status', () => {
	it.each([
		['none', [], 1],
		['nothing', undefined, 1],
		['its own', ['en_preparation'], 1],
		['its own among others', ['annule', 'en_preparation'], 1],
		['another', ['annule'], 0],
		['its own in another spelling', ['En préparation'], 1],
		['a list as text, as a model writes it', 'annule, en_preparation', 1],
		['a list as text without it', 'annule,suspendu', 0],
		['one text', 'en_preparation', 1],
		["the platform's word for all", 'all', 1],
		['an empty text', '', 1],
	])('with %s', async (_, statuses, count) => {
		expect(await shape(row, { statuses })).toHaveLength(count);
		expect(await shape(row, { statuses, simplify: false })).toHaveLength(count);
	});

	it('compares statuses in whatever spelling the platform answers', async () => {
		const accented = { ...row, status: 'livré_non_encaissé' };
		expect(await shape(accented, { statuses: ['livre_non_encaisse'] })).toHaveLength(1);
	});

	it('never hides a number that the platform does not know', async () => {
		expect((await shape(undefined, { statuses: ['annule'] }))[0]).toMatchObject({ found: false });
	});

	it('is not sent: what is missing in an answer then means one thing only', async () => {
		const parameters = { trackings: 'ECA1 ECB2', statuses: ['annule'], simplify: true };
		const { sent } = await runOperation('order.getStatuses', parameters, { data: [] });
		expect(sent).toMatchObject([
			{ path: 'get/orders/status', query: { trackings: 'ECA1,ECB2', status: 'all' } },
		]);
	});

	it('offers every status', async () => {
		const field = operationOf('order.getStatuses').fields.find(({ name }) => name === 'statuses');
		const options = (field?.options ?? []) as Array<{ name: string; value: string }>;
		expect(options.map(({ value }) => value).sort()).toEqual(
			STATUSES.map(({ slug }) => slug).sort(),
		);
	});
});
