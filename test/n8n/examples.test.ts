/**
 * The example workflows, each run in n8n as it stands in its file: our nodes against a platform, n8n's
 * own nodes for real, the services out there pinned. What would have gone out is what the node before
 * the pinned one has made.
 */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type INodeParameters, type INodeTypeDescription, NodeHelpers } from 'n8n-workflow';
import { findRuntime } from '../../host/install';
import { runCommand } from '../../host/command';
import { cleanEnvironment, n8nSettings } from '../../host/environment';
import { type CredentialReference, type Rest, saveCredential } from '../../host/rest';
import { findWorkflow, readWorkflow, type WorkflowFile } from '../../host/workflow';
import getPort from 'get-port';
import { type Sandbox, startSandbox } from '../../sandbox';
import { examplesFolder, type Play, type Played, playExample } from './support/example';
import { describeCredential, describeN8n, enterWithPackage } from './support/n8n';
import { filesFolder, type SharedN8n } from './support/shared';

const DAY = 86_400_000;
const files = readdirSync(examplesFolder).filter((file) => file.endsWith('.json'));

let rest: Rest;
let n8n: SharedN8n;

describeN8n('the example workflows, imported', () => {
	const described = new Map<string, INodeTypeDescription>();

	beforeAll(async () => {
		({ rest, n8n } = await enterWithPackage());
		const answer = await fetch(`${n8n.url}/types/nodes.json`, { headers: rest.headers });
		for (const type of (await answer.json()) as INodeTypeDescription[]) {
			for (const version of [type.version].flat()) described.set(`${type.name} ${version}`, type);
		}
		await importAll(n8n);
	});

	it.each(files)('%s comes out of the import as it stands in the file', async (file) => {
		const { name, nodes, connections } = readWorkflow(join(examplesFolder, file));
		expect(await findWorkflow(rest, name)).toMatchObject({ nodes, connections });
	});

	it.each(files)('%s keeps every parameter when the editor opens it', (file) => {
		for (const node of readWorkflow(join(examplesFolder, file)).nodes as StoredNode[]) {
			const type = described.get(`${node.type} ${node.typeVersion}`);
			if (!type) throw new Error(`n8n has no ${node.type} of version ${node.typeVersion}`);
			const { properties } = type;
			const parameters = node.parameters as INodeParameters;
			// What the editor does with a node that it is given: hidden and unknown parameters are lost.
			const kept = NodeHelpers.getNodeParameters(
				properties,
				parameters,
				true,
				false,
				{ typeVersion: node.typeVersion },
				type,
			);
			expect({ node: node.name, ...kept }).toMatchObject({ node: node.name, ...parameters });
		}
	});
});

type StoredNode = WorkflowFile['nodes'][number] & { typeVersion: number };

/** As a person with a shell would: n8n's own command, beside the running server. */
async function importAll({ userFolder }: SharedN8n): Promise<void> {
	const runtime = findRuntime();
	if (!runtime) throw new Error('There is no n8n');
	const port = await getPort({ host: '127.0.0.1' });
	const settings = n8nSettings({ userFolder, port, brokerPort: await getPort() });
	const args = [runtime.n8n, 'import:workflow', '--separate', `--input=${examplesFolder}`];
	await runCommand(runtime.node, args, {
		cwd: userFolder,
		env: { ...cleanEnvironment(process.env), ...settings },
	});
}

describeN8n('the example workflows, run', () => {
	let sandbox: Sandbox;
	let credential: CredentialReference;

	beforeAll(async () => {
		({ rest, n8n } = await enterWithPackage());
	});

	beforeEach(async () => {
		for (const file of readdirSync(filesFolder(n8n))) rmSync(join(filesFolder(n8n), file));
		const startAt = new Date(Date.now() - 60 * DAY);
		sandbox = await startSandbox({ clock: 'manual', startAt, limits: 'off' });
		credential = await saveCredential(rest, describeCredential(sandbox.url, sandbox.token));
	});

	afterEach(async () => await sandbox.close());

	/** Lets the platform's time pass until so many days before now. */
	const until = (daysAgo: number) => {
		const { clock } = sandbox.platform;
		clock.advance(Date.now() - daysAgo * DAY - clock.now().getTime());
	};

	const play = async (file: string, given?: Play): Promise<Played> => {
		const played = await playExample(rest, credential, file, given);
		expect(played.execution.data.resultData.error).toBeUndefined();
		expect(played.status).toBe('success');
		return played;
	};

	describe('WooCommerce order to parcel and label', () => {
		const address = {
			first_name: 'Amina',
			last_name: 'Benali',
			address_1: '12 rue des Oliviers',
			address_2: '',
			city: 'kouba',
			state: 'DZ-16',
			postcode: '16050',
			country: 'DZ',
			phone: '0555 00 01 11',
		};
		const nobody = {
			...address,
			first_name: '',
			last_name: '',
			address_1: '',
			city: '',
			state: '',
			phone: '',
		};
		const order = {
			id: 727,
			number: '727',
			status: 'processing',
			total: '4300.00',
			payment_method: 'cod',
			customer_note: 'Après 17 h',
			billing: address,
			shipping: nobody,
			line_items: [
				{ name: 'Montre', quantity: 1 },
				{ name: 'Sac', quantity: 2 },
			],
		};
		const playOrders = async (...orders: object[]) => {
			const pinned = { 'New order in the shop': orders as never };
			const settings = { labelFolder: filesFolder(n8n) };
			return await play('woocommerce-order-to-parcel', { pinned, settings });
		};

		it('registers the order as it was placed, keeps the label and notes the number', async () => {
			until(0);
			const played = await playOrders(order);
			const [parcel] = sandbox.platform.all();
			expect(sandbox.platform.size).toBe(1);
			expect(parcel).toMatchObject({
				reference: 'WC-727',
				recipient: 'Amina Benali',
				phone: '0555000111',
				address: '12 rue des Oliviers',
				commune: 'Kouba',
				wilayaId: 16,
				amount: 4300,
				product: 'Montre x1, Sac x2',
				stopDesk: 0,
				instructions: 'Après 17 h',
			});
			const label = readFileSync(join(filesFolder(n8n), `label-${parcel.tracking}.pdf`));
			expect(label.subarray(0, 5).toString()).toBe('%PDF-');
			expect(played.json('What to note')).toEqual([
				{ orderId: 727, note: `ECOTRACK: parcel ${parcel.tracking}` },
			]);
		});

		it('sends to the shipping address and the desk that were chosen, and collects nothing that is paid', async () => {
			until(0);
			const shipping = { ...address, first_name: 'Karim', city: 'Kouba', phone: '' };
			const shipping_lines = [{ method_title: 'Retrait au bureau' }];
			await playOrders({ ...order, shipping, shipping_lines, payment_method: 'cib' });
			expect(sandbox.platform.all()).toMatchObject([
				{
					recipient: 'Karim Benali',
					commune: 'Kouba',
					stopDesk: 1,
					phone: '0555000111',
					amount: 0,
				},
			]);
		});

		it('notes why an order became no parcel, and leaves the others alone', async () => {
			until(0);
			const lost = {
				...order,
				id: 728,
				number: '728',
				billing: { ...address, city: 'Koubba el Djadida' },
			};
			const pending = { ...order, id: 729, number: '729', status: 'pending' };
			const played = await playOrders(lost, pending, order);
			expect(sandbox.platform.all().map(({ reference }) => reference)).toEqual(['WC-727']);
			const notes = played.execution.data.resultData.runData['What to note'];
			const texts = notes.flatMap(({ data }) => data?.main[0]?.map(({ json }) => json) ?? []);
			expect(texts).toContainEqual({
				orderId: 728,
				note: expect.stringMatching(/^ECOTRACK: no parcel yet\. .*Commune/),
			});
			expect(texts).toHaveLength(2);
		});

		it('notes the number even if the label cannot be had', async () => {
			until(0);
			sandbox.quirks.on('label-html');
			const pinned = { 'New order in the shop': [order] as never };
			const played = await playExample(rest, credential, 'woocommerce-order-to-parcel', { pinned });
			expect(played.status).toBe('error');
			expect(played.execution.data.resultData.lastNodeExecuted).toBe('Download the label');
			expect(played.ran('Write the order note')).toBe(true);
		});

		it('does nothing the second time', async () => {
			until(0);
			await playOrders(order);
			const again = await playOrders(order);
			expect(sandbox.platform.size).toBe(1);
			expect(again.ran('Download the label')).toBe(false);
			expect(again.ran('What to note')).toBe(false);
		});
	});

	it('Shopify order to parcel: registers it, collects what is left to pay, keeps the note', async () => {
		until(0);
		const address = {
			name: 'Amina Benali',
			address1: '12 rue des Oliviers',
			address2: 'Bât. B',
			city: 'Kouba',
			province: null,
			zip: '16050',
			phone: '+213555000111',
		};
		const order = {
			id: 5734567890123,
			order_number: 1234,
			cancelled_at: null,
			note: 'Merci',
			phone: null,
			total_price: '4300.00',
			total_outstanding: '4300.00',
			customer: { phone: null },
			shipping_address: address,
			billing_address: address,
			line_items: [{ name: 'Montre', quantity: 1 }],
		};
		const paid = { ...order, id: 2, order_number: 1235, total_outstanding: '0.00', note: null };
		const digital = {
			...order,
			id: 3,
			order_number: 1236,
			shipping_address: null,
			billing_address: null,
		};
		const played = await play('shopify-order-to-parcel', {
			pinned: { 'New order in the shop': [order, paid, digital] as never },
		});
		const parcels = sandbox.platform.all();
		expect(parcels).toMatchObject([
			{
				reference: 'SH-1234',
				recipient: 'Amina Benali',
				phone: '0555000111',
				commune: 'Kouba',
				wilayaId: 16,
				address: '12 rue des Oliviers, Bât. B',
				amount: 4300,
				product: 'Montre x1',
			},
			{ reference: 'SH-1235', amount: 0 },
		]);
		expect(played.json('What to note')).toEqual([
			{ orderId: order.id, note: `Merci\nECOTRACK: parcel ${parcels[0].tracking}` },
			{ orderId: 2, note: `ECOTRACK: parcel ${parcels[1].tracking}` },
		]);
	});

	it('sheet row to parcel: numbers and reasons go back into their rows', async () => {
		until(0);
		const row = {
			name: 'Amina',
			phone: 555000111,
			address: 'Rue 1',
			wilaya: 16,
			commune: 'kouba',
			product: 'Montre',
			amount: '2 900 DA',
			tracking: '',
			note: '',
		};
		const played = await play('sheet-row-to-parcel', {
			pinned: {
				'Read the sheet': [
					{ ...row, reference: 'A' },
					{ ...row, reference: 'B', phone: '12' },
					{ ...row, reference: 'C', tracking: 'ECDONE0000000001' },
				],
			},
		});
		const [{ tracking }] = sandbox.platform.all();
		expect(sandbox.platform.size).toBe(1);
		expect(played.json('Number or reason')).toEqual([
			{ reference: 'A', tracking, note: '' },
			{ reference: 'B', tracking: '', note: expect.stringContaining("'Phone' is not an Algerian") },
		]);
	});

	describe('failed attempt to WhatsApp and a call list', () => {
		const playAttempt = async (language: string) => {
			until(2);
			const order = sandbox.platform.create({
				recipient: 'Amina Benali',
				phone: '0555000111',
				commune: 'Kouba',
				amount: 4300,
				status: 'en_livraison',
			});
			until(1);
			sandbox.platform.addRemark(order.tracking, 'Client absent', {
				driver: 'Mourad',
				station: 'Kouba',
			});
			until(0);
			const played = await play('failed-attempt-to-whatsapp', { settings: { language } });
			return { played, tracking: order.tracking };
		};

		it.each([
			['fr', 'In French', /^Bonjour Amina Benali, .* EC\w+ \(4300 DA\)/],
			['ar', 'In Arabic', /^مرحبا Amina Benali، .* EC\w+ \(4300 دج\)/],
		])(
			'writes to the customer in %s, at a number that WhatsApp knows',
			async (code, node, text) => {
				const { played, tracking } = await playAttempt(code);
				expect(played.json(node)).toMatchObject([
					{
						to: '213555000111',
						recipient: 'Amina Benali',
						tracking,
						amount: 4300,
						template: `livraison_echouee|${code}`,
						message: expect.stringMatching(text),
					},
				]);
				expect(played.ran('Send on WhatsApp')).toBe(true);
			},
		);

		it('puts the parcel onto the call list, with a link that has the message in it', async () => {
			const { played, tracking } = await playAttempt('ar');
			const [row] = played.json('Row of the call list');
			expect(row).toEqual({
				when: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d$/),
				tracking,
				recipient: 'Amina Benali',
				phone: '0555000111',
				commune: 'Kouba',
				amount: 4300,
				reason: 'Client absent',
				message: expect.stringContaining('مرحبا'),
				called: '',
				link: expect.any(String),
			});
			const link = new URL(String(row.link));
			expect(link.pathname).toBe('/213555000111');
			expect(link.searchParams.get('text')).toBe(row.message);
		});
	});

	it('status to Telegram: both languages, and nothing that Telegram takes for markup', async () => {
		until(0);
		const order = sandbox.platform.create({
			recipient: 'Amina <3 & Karim',
			phone: '0555000111',
			commune: 'Kouba',
			amount: 4300,
			reference: 'A_1',
			status: 'en_livraison',
		});
		const played = await play('status-to-telegram', { settings: { chatId: '-1001' } });
		expect(played.json('Write the message')).toEqual([
			{
				chatId: '-1001',
				text: [
					'<b>En cours de livraison</b> · خرج للتوصيل',
					`${order.tracking} · A_1`,
					'Amina &lt;3 &amp; Karim, 0555000111, Kouba',
					'4300 DA',
				].join('\n'),
			},
		]);
	});

	it('cash on delivery of the day: every dinar stands somewhere', async () => {
		until(20);
		const make = (status: string, amount: number) =>
			sandbox.platform.create({ status: 'en_livraison', amount, reference: status }).tracking;
		const parcels = {
			onTheWay: make('en_livraison', 1000),
			late: make('late', 2000),
			fresh: make('fresh', 4000),
			ready: make('ready', 8000),
			paid: make('paid', 16_000),
			differs: make('differs', 30_000),
			back: make('back', 64_000),
		};
		const move = (name: keyof typeof parcels, status: string) =>
			sandbox.platform.setStatus(parcels[name], status);
		until(10);
		move('late', 'livre_non_encaisse');
		until(3);
		for (const name of ['fresh', 'ready', 'paid', 'differs'] as const)
			move(name, 'livre_non_encaisse');
		move('fresh', 'encaisse_non_paye');
		move('ready', 'paiements_prets');
		move('paid', 'paye_et_archive');
		move('back', 'retour_chez_livreur');
		until(0);
		const booked = {
			onTheWay: 1000,
			late: '2 000 DA',
			fresh: '4000,00',
			ready: 8000,
			paid: 16_000,
			differs: 32_000,
			back: 64_000,
		};
		const rows = Object.entries(parcels).map(([name, tracking]) => ({
			tracking,
			amount: booked[name as keyof typeof booked],
			cash: '',
		}));
		const played = await play('cash-of-the-day', {
			pinned: {
				'Read the sheet': [
					...rows,
					{ tracking: 'ECNOBODY00000001', amount: 500, cash: '' },
					{ tracking: parcels.paid, amount: 16_000, cash: 'paid' },
					{ tracking: '', amount: 700 },
				] as never,
			},
		});
		const [day] = played.json('Row of the day') as Array<Record<string, number>>;
		expect(day).toEqual({
			day: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d$/),
			parcels: 8,
			expected: 1000 + 2000 + 4000 + 8000 + 16_000 + 32_000 + 500,
			onTheWay: 1000,
			collected: 2000 + 4000 + 30_000,
			ready: 8000,
			paid: 16_000,
			overdue: 2000,
			discrepancy: 2000 + 500,
		});
		expect(day.onTheWay + day.collected + day.ready + day.paid + day.discrepancy).toBe(
			day.expected,
		);
		expect(played.json('Row of the parcel')).toEqual([
			{ tracking: parcels.onTheWay, cash: 'on the way', carrierAmount: 1000, question: '' },
			{
				tracking: parcels.late,
				cash: 'collected',
				carrierAmount: 2000,
				question: 'The payout is late',
			},
			{ tracking: parcels.fresh, cash: 'collected', carrierAmount: 4000, question: '' },
			{ tracking: parcels.ready, cash: 'ready', carrierAmount: 8000, question: '' },
			{ tracking: parcels.paid, cash: 'paid', carrierAmount: 16_000, question: '' },
			{
				tracking: parcels.differs,
				cash: 'collected',
				carrierAmount: 30_000,
				question: 'The carrier has 30000 DA',
			},
			{ tracking: parcels.back, cash: 'coming back', carrierAmount: 64_000, question: '' },
			{
				tracking: 'ECNOBODY00000001',
				cash: 'not found',
				carrierAmount: 0,
				question: 'The carrier does not know this number',
			},
		]);
	});

	it('parcels without movement: three days of silence, the longest first', async () => {
		const make = (status: string) => {
			const { tracking } = sandbox.platform.create({ status: 'prete_a_expedier' });
			if (status !== 'prete_a_expedier') sandbox.platform.setStatus(tracking, status);
			return tracking;
		};
		until(9);
		const [longest, draft, delivered] = ['vers_hub', 'prete_a_expedier', 'livre_non_encaisse'].map(
			make,
		);
		until(5);
		const long = make('en_livraison');
		const moved = make('vers_hub');
		until(1);
		sandbox.platform.setStatus(moved, 'en_hub');
		sandbox.platform.addRemark(long, 'Rappelez le client');
		until(0);
		const played = await play('parcels-without-movement');
		expect(played.json('Longest first')).toMatchObject([
			{ tracking: longest, days: 9, phone: expect.any(String) },
			{ tracking: long, days: 5, status: 'Out for delivery' },
		]);
		expect(played.json('Longest first')).toHaveLength(2);
		expect([draft, delivered]).not.toContain(longest);
		expect(played.items('Make a table')[0].binary?.data).toMatchObject({ mimeType: 'text/csv' });
	});

	it('rates of the month: of what has ended, per wilaya and product', async () => {
		const make = (wilayaId: number, product: string, status: string) =>
			sandbox.platform.create({ wilayaId, product, status }).tracking;
		until(40);
		const month = sandbox.platform.clock.now().toISOString().slice(0, 7);
		const trackings = [
			make(16, 'Montre x1', 'livre_non_encaisse'),
			make(16, 'Montre x2', 'paye_et_archive'),
			make(16, 'Montre x1', 'retour_archive'),
			make(16, 'Montre x1', 'en_livraison'),
			make(31, 'Montre x1', 'retours_prets'),
			make(16, 'Sac x1', 'en_hub'),
		];
		until(0);
		const fresh = make(16, 'Montre x1', 'livre_non_encaisse');
		const played = await play('rates-of-the-month', {
			settings: { month },
			pinned: { 'Read the sheet': [...trackings, fresh, ''].map((tracking) => ({ tracking })) },
		});
		const row = {
			month,
			wilaya: 'Alger',
			delivered: 0,
			returned: 0,
			deliveryRate: '',
			returnRate: '',
		};
		expect(played.json('Most parcels first')).toEqual([
			{
				...row,
				product: 'Montre',
				parcels: 4,
				delivered: 2,
				returned: 1,
				deliveryRate: '67 %',
				returnRate: '33 %',
			},
			{ ...row, product: 'Sac', parcels: 1 },
			{
				...row,
				wilaya: 'Oran',
				product: 'Montre',
				parcels: 1,
				returned: 1,
				deliveryRate: '0 %',
				returnRate: '100 %',
			},
		]);
	});

	it('returns received: what was scanned is confirmed, what was not is asked for', async () => {
		until(0);
		const make = (status: string) => sandbox.platform.create({ status }).tracking;
		const [scanned, onItsWay, waiting] = [
			'retours_prets',
			'retour_chez_livreur',
			'retours_prets',
		].map(make);
		const played = await play('returns-received', {
			pinned: {
				'Read the scanned returns': [
					{ tracking: scanned, confirmed: '' },
					{ tracking: onItsWay, confirmed: 'no' },
					{ tracking: 'ECNOBODY00000001', confirmed: '' },
					{ tracking: waiting, confirmed: 'yes' },
					{ tracking: '', confirmed: '' },
				],
			},
		});
		expect(sandbox.platform.get(scanned)?.status).toBe('retour_recu');
		expect(played.json('Yes or why not')).toEqual([
			{ tracking: scanned, confirmed: 'yes', status: 'Return received', note: '' },
			{
				tracking: onItsWay,
				confirmed: 'no',
				status: expect.any(String),
				note: expect.stringMatching(/\w/),
			},
			{
				tracking: 'ECNOBODY00000001',
				confirmed: 'no',
				status: '',
				note: expect.stringMatching(/\w/),
			},
		]);
		expect(played.json('Row of the return')).toMatchObject([{ tracking: waiting }]);
	});

	it('returns of the week: those that turned back, as a table', async () => {
		until(20);
		const make = () => sandbox.platform.create({ status: 'en_livraison' }).tracking;
		const [longAgo, thisWeek, delivered] = [make(), make(), make()];
		sandbox.platform.setStatus(longAgo, 'retour_chez_livreur');
		until(2);
		sandbox.platform.addRemark(thisWeek, 'Client absent', { driver: 'D', station: 'S' });
		sandbox.platform.setStatus(thisWeek, 'retour_chez_livreur');
		sandbox.platform.setStatus(delivered, 'livre_non_encaisse');
		until(0);
		const played = await play('returns-of-the-week');
		expect(played.json('Only the columns')).toMatchObject([
			{ tracking: thisWeek, status: 'Return with driver', attempts: 'Client absent' },
		]);
		expect(played.items('Make a table')[0].binary?.data).toMatchObject({ mimeType: 'text/csv' });
	});

	it('what was paid: archived parcels are found, marked and added up', async () => {
		until(0);
		const make = (status: string, amount: number) =>
			sandbox.platform.create({ status, amount }).tracking;
		const [paid, more, open] = [
			make('paye_et_archive', 2900),
			make('paye_et_archive', 100),
			make('en_livraison', 1),
		];
		const played = await play('what-was-paid', {
			pinned: { 'Read the sheet': [paid, more, open].map((tracking) => ({ tracking, paid: '' })) },
		});
		expect(played.json('Row of the parcel')).toEqual([
			{ tracking: paid, paid: 'Delivered, paid out', carrierAmount: 2900 },
			{ tracking: more, paid: 'Delivered, paid out', carrierAmount: 100 },
		]);
		expect(played.json('Add up')).toEqual([
			{ statusLabel: 'Delivered, paid out', sum_amount: 3000, count_tracking: 2 },
		]);
	});

	it('labels into the printer folder: every order that is ready to ship gets its PDF', async () => {
		until(0);
		const { tracking } = sandbox.platform.create({ status: 'prete_a_expedier' });
		sandbox.platform.create({ status: 'en_livraison' });
		const labelFolder = filesFolder(n8n);
		const played = await play('label-to-printer-folder', { settings: { labelFolder } });
		expect(played.json('Download the label')).toMatchObject([{ tracking }]);
		const label = readFileSync(join(labelFolder, `label-${tracking}.pdf`));
		expect(label.subarray(0, 5).toString()).toBe('%PDF-');
	});

	it('an order changes status: a message in French and one in Arabic', async () => {
		until(0);
		const { tracking } = sandbox.platform.create({
			status: 'en_livraison',
			recipient: 'Amina',
			phone: '0555000111',
		});
		const played = await play('order-status-changed');
		expect(played.json('Write the message')).toEqual([
			{
				phone: '0555000111',
				message: `Bonjour Amina, votre colis ${tracking} : En cours de livraison.`,
				messageAr: `مرحبا Amina، طردكم رقم ${tracking}: خرج للتوصيل.`,
			},
		]);
	});
});
