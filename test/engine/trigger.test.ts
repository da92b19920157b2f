import type { ICredentialDataDecryptedObject, INodeParameters } from 'n8n-workflow';

import { startCanned } from '../support/canned';
import { openLab } from '../support/lab';
import { TriggerHost, type Persistence } from '../support/trigger-host';

const lab = openLab({ limits: 'off', startAt: new Date() });

afterEach(() => jest.restoreAllMocks());

interface Opening {
	persistence?: Persistence;
	/** What of the credential is not the sandbox's own. */
	account?: ICredentialDataDecryptedObject;
	budgetMs?: number;
}

const open = (parameters: INodeParameters = {}, { persistence, account, budgetMs }: Opening = {}) =>
	new TriggerHost(
		lab.engine,
		{ triggerOn: ['orderStatusChanged'], filters: {}, options: {}, ...parameters },
		{ ...lab.credential, ...account },
		persistence,
		budgetMs,
	);

/** Switched on, with the baseline taken. */
const start = async (parameters?: INodeParameters, opening?: Opening) => {
	const host = open(parameters, opening);
	expect(await host.register('activate')).toBeNull();
	if (opening?.persistence === 'durable') expect(await host.poll()).toBeNull();
	return host;
};

/** Lets time pass between polls, as the trigger's clock shows it. */
function letPass(): (ms: number) => void {
	const clock = Date.now.bind(Date);
	let skew = 0;
	jest.spyOn(Date, 'now').mockImplementation(() => clock() + skew);
	return (ms) => (skew += ms);
}

const MINUTE_MS = 60_000;

const order = (status = 'en_livraison') => lab.sandbox.platform.create({ status }).tracking;

describe.each<Persistence>(['classic', 'durable', 'scheduled'])('with %s polls', (persistence) => {
	it('takes the orders of the first poll in silently', async () => {
		order();
		const host = await start({}, { persistence });
		expect(await host.poll()).toBeNull();
	});

	it('saves a baseline of several polls, by an empty batch where null would not', async () => {
		lab.sandbox.platform.createMany(400, { status: 'en_livraison' });
		const pass = letPass();
		const host = await start({ options: { rateLimitShare: 10 } }, { persistence });
		const batches = [];
		while (host.saved.stage !== 3 && batches.length < 9) {
			pass(2 * MINUTE_MS);
			batches.push(await host.poll());
		}
		expect(host.saved.stage).toBe(3);
		expect(batches.at(-1)).toEqual(persistence === 'durable' ? null : []);
		expect(batches.slice(0, -1).every((batch) => batch === null)).toBe(true);
	});

	it('emits one item for an order that changes status', async () => {
		const tracking = order();
		const host = await start({}, { persistence });
		lab.sandbox.platform.setStatus(tracking, 'livre_non_encaisse');
		expect(await host.poll()).toEqual([
			expect.objectContaining({
				event: 'orderStatusChanged',
				tracking,
				previousStatus: 'en_livraison',
				status: 'livre_non_encaisse',
				statusLabel: 'Delivered, cash with driver',
				statusLabelFr: 'Livré',
				statusLabelAr: 'تم التسليم',
				phase: 'delivered',
				phaseChanged: true,
				isFinal: false,
				detectedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
			}),
		]);
	});

	it('emits a change once, however often it polls', async () => {
		const tracking = order();
		const host = await start({}, { persistence });
		lab.sandbox.platform.setStatus(tracking, 'suspendu');
		expect(await host.poll()).toHaveLength(1);
		expect(await host.poll()).toBeNull();
	});

	it('emits after a server start what changed while n8n was down', async () => {
		const tracking = order();
		const host = await start({}, { persistence });
		lab.sandbox.platform.setStatus(tracking, 'livre_non_encaisse');
		const events = persistence === 'classic' ? await host.register('init') : await host.poll();
		expect(events).toHaveLength(1);
	});

	it('catches up after the platform was down', async () => {
		const tracking = order();
		const host = await start({}, { persistence });
		lab.sandbox.quirks.on('server-error');
		await expect(host.poll()).rejects.toMatchObject({
			failure: { cause: 'temporarily-unavailable' },
		});
		lab.sandbox.quirks.clear();
		lab.sandbox.platform.setStatus(tracking, 'livre_non_encaisse');
		expect(await host.poll()).toHaveLength(1);
	});

	it('tells n8n how long the platform asks to wait', async () => {
		order();
		const host = await start({}, { persistence });
		lab.sandbox.quirks.on('too-many-attempts', { retryAfter: 33 });
		await expect(host.poll()).rejects.toMatchObject({
			failure: { cause: 'rate-limited', retryAfterMs: 33_000 },
		});
	});
});

describe('the filters', () => {
	/** The statuses that are told when one parcel is delivered and another one, put on hold, goes on. */
	const tell = async (filters: INodeParameters) => {
		const [delivered, onward] = [order('en_livraison'), order('suspendu')];
		const host = await start({ filters });
		lab.sandbox.platform.setStatus(delivered, 'livre_non_encaisse');
		lab.sandbox.platform.setStatus(onward, 'en_livraison');
		return ((await host.poll()) ?? []).map(({ status }) => status).sort();
	};

	it.each<[string, INodeParameters, string[]]>([
		['are none', {}, ['en_livraison', 'livre_non_encaisse']],
		['are empty', { phases: [], statuses: [] }, ['en_livraison', 'livre_non_encaisse']],
		['are phases', { phases: ['delivered'] }, ['livre_non_encaisse']],
		['are statuses', { statuses: ['en_livraison'] }, ['en_livraison']],
		['are previous statuses', { previousStatuses: ['suspendu'] }, ['en_livraison']],
		['come as text', { phases: '={{ "Delivered, return" }}' }, ['livre_non_encaisse']],
		[
			'come as nothing',
			{ phases: '={{ undefined }}', statuses: '={{ "" }}' },
			['en_livraison', 'livre_non_encaisse'],
		],
	])('%s', async (_, filters, told) => {
		expect(await tell(filters)).toEqual(told);
	});

	it('refuse a phase that does not exist, at the activation', async () => {
		const host = open({ filters: { phases: '={{ ["delivred"] }}' } });
		await expect(host.register('activate')).rejects.toThrow(
			/^'Phases' holds no known phase: delivred$/,
		);
	});
});

describe('the first poll of a registration', () => {
	const lasting = [
		['a wrong token', 'bearer-refused', /API token/],
		['an account without API access', 'forbidden', /API access/],
		['a carrier that has moved', 'moved-alias', /moved/],
	] as const;

	it.each(lasting)('blocks an activation with %s, saying so', async (_, quirk, message) => {
		lab.sandbox.quirks.on(quirk);
		await expect(open().register('activate')).rejects.toThrow(message);
	});

	it.each(lasting)('never throws after a server start with %s', async (_, quirk) => {
		lab.sandbox.quirks.on(quirk);
		const host = open();
		expect(await host.register('init')).toBeNull();
		await expect(host.poll()).rejects.toThrow();
	});

	it.each(['activate', 'update', 'init', 'leadershipChange'] as const)(
		'never throws on %s for what may pass',
		async (mode) => {
			for (const quirk of ['server-error', 'html-ok', 'dropped-connection'] as const) {
				lab.sandbox.quirks.clear();
				lab.sandbox.quirks.on(quirk);
				expect(await open().register(mode)).toBeNull();
			}
			lab.sandbox.quirks.clear();
			lab.sandbox.quirks.on('too-many-attempts', { retryAfter: 3_000 });
			expect(await open().register(mode)).toBeNull();
		},
	);

	it('blocks a publication with a revoked token although there is a state', async () => {
		order();
		const host = await start();
		lab.sandbox.quirks.on('bearer-refused');
		await expect(host.register('update')).rejects.toThrow(/API token/);
	});

	it('blocks an activation with a bad setting, naming it', async () => {
		const host = open({ options: { rateLimitShare: 0 } });
		await expect(host.register('activate')).rejects.toThrow(
			/^'Rate Limit Share' is not between 1 and 100$/,
		);
		const empty = open({ triggerOn: [] });
		await expect(empty.register('activate')).rejects.toThrow(/^'Trigger On' is empty$/);
		expect(lab.sandbox.requests).toEqual([]);
	});
});

describe('a tracking number that the platform refuses', () => {
	it('costs no other order its event, and is left alone', async () => {
		const [poisoned, ...others] = Array.from({ length: 30 }, () => order());
		const host = await start();
		lab.sandbox.quirks.on('poisoned-tracking', { tracking: poisoned });
		for (const tracking of others) lab.sandbox.platform.setStatus(tracking, 'livre_non_encaisse');
		const told = [...((await host.poll()) ?? []), ...((await host.poll()) ?? [])];
		expect(new Set(told.map(({ tracking }) => tracking))).toEqual(new Set(others));

		lab.sandbox.requests.length = 0;
		await host.poll();
		const asked = lab.sandbox.requests.filter(({ path }) => path.endsWith('get/orders/status'));
		expect(asked.map(({ status }) => status)).toEqual([200]);
	});
});

describe('a publication that is blocked', () => {
	it('takes no event with it', async () => {
		const trackings = Array.from({ length: 150 }, () => order());
		const host = await start();
		for (const tracking of trackings)
			lab.sandbox.platform.setStatus(tracking, 'livre_non_encaisse');
		// The first hundred have been read by then.
		lab.sandbox.quirks.on('forbidden', { path: 'get/orders/status', after: 1 });
		await expect(host.register('update')).rejects.toThrow('API access');
		lab.sandbox.quirks.clear();
		expect(await host.register('update')).toHaveLength(150);
	});
});

describe('two polls at once', () => {
	it('do not make a later poll of the registration that came second its first', async () => {
		order();
		const host = await start();
		const running = host.poll();
		expect(await host.register('update')).toBeNull();
		await running;
		lab.sandbox.quirks.on('server-error');
		await expect(host.poll()).rejects.toThrow();
	});

	it('run one after the other ends: the second returns null', async () => {
		const tracking = order();
		const host = await start();
		lab.sandbox.platform.setStatus(tracking, 'suspendu');
		const [first, second] = await Promise.all([host.poll(), host.poll()]);
		expect([first, second]).toEqual([[expect.objectContaining({ tracking })], null]);
	});
});

describe('a poll that n8n gives a cursor which another poll has moved on from', () => {
	// n8n's scheduler reads the cursor some time before it polls, and several polls of a node may be due at once.
	const startOutdated = async () => {
		const tracking = order();
		const host = await start({}, { persistence: 'durable' });
		const outdated = host.saved;
		lab.sandbox.platform.setStatus(tracking, 'suspendu');
		expect(await host.poll()).toMatchObject([{ tracking, status: 'suspendu' }]);
		const current = host.saved;
		host.saved = outdated;
		return { host, tracking, current };
	};

	it('tells nothing a second time, and loses nothing', async () => {
		const { host, tracking, current } = await startOutdated();
		const asked = lab.sandbox.requests.length;
		expect(await host.poll()).toBeNull();
		expect(lab.sandbox.requests).toHaveLength(asked);
		host.saved = current;
		lab.sandbox.platform.setStatus(tracking, 'livre_non_encaisse');
		expect(await host.poll()).toMatchObject([{ previousStatus: 'suspendu' }]);
	});

	it('tells it again when n8n still has that cursor a minute later: the other poll was not kept', async () => {
		const pass = letPass();
		const { host, tracking } = await startOutdated();
		pass(MINUTE_MS);
		expect(await host.poll()).toMatchObject([{ tracking, status: 'suspendu' }]);
	});
});

describe('a poll that hangs', () => {
	it('does not silence the later ones, and writes nothing over what they learned', async () => {
		const tracking = order();
		const pass = letPass();
		let release: (() => void) | undefined;
		let isHolding = false;
		const between = await startCanned(async ({ url, headers }) => {
			const token = { Authorization: headers.authorization ?? '' };
			const answer = await fetch(`${lab.sandbox.url}${url}`, { headers: token });
			const body = await answer.text();
			if (isHolding && url?.includes('get/orders/status')) {
				isHolding = false;
				await new Promise<void>((resolve) => (release = resolve));
			}
			return { status: answer.status, body };
		});
		try {
			const host = await start({}, { account: { baseUrl: between.url } });
			lab.sandbox.platform.setStatus(tracking, 'suspendu');
			isHolding = true;
			const hanging = host.poll();
			while (!release) await new Promise((resolve) => setImmediate(resolve));
			expect(await host.poll()).toBeNull();
			pass(6 * MINUTE_MS);
			lab.sandbox.platform.setStatus(tracking, 'livre_non_encaisse');
			expect(await host.poll()).toMatchObject([
				{ previousStatus: 'en_livraison', status: 'livre_non_encaisse' },
			]);
			release();
			expect(await hanging).toBeNull();
			pass(MINUTE_MS);
			expect(await host.poll()).toBeNull();
		} finally {
			await between.close();
		}
	});
});

describe('a poll of the scheduler whose budget happens to be the classic one', () => {
	it.each(['durable', 'scheduled'] as const)('is no first poll (%s)', async (persistence) => {
		lab.sandbox.platform.createMany(400, { status: 'en_livraison' });
		const options = { rateLimitShare: 10 };
		const host = open({ options }, { persistence, budgetMs: 300_000 });
		const pass = letPass();
		await host.register('activate');
		for (let polls = 0; polls < 9 && host.saved.stage !== 3; polls++) {
			pass(2 * MINUTE_MS);
			await host.poll();
		}
		expect(host.saved.stage).toBe(3);
		pass(2 * MINUTE_MS);
		lab.sandbox.quirks.on('server-error');
		await expect(host.poll()).rejects.toThrow();
	});

	it('is told from the publication of an edit, which never fails for what may pass', async () => {
		const host = await start({}, { persistence: 'scheduled' });
		lab.sandbox.quirks.on('server-error');
		expect(await host.register('update')).toBeNull();
	});
});

describe('Repeat After Restart', () => {
	const options = { repeatAfterRestart: true };

	it.each<Persistence>(['classic', 'durable', 'scheduled'])(
		'tells the last events once more after a start of n8n, marked, and then no more (%s)',
		async (persistence) => {
			const tracking = order();
			const host = await start({ options }, { persistence });
			lab.sandbox.platform.setStatus(tracking, 'suspendu');
			const told = { tracking, previousStatus: 'en_livraison', status: 'suspendu' };
			const [first] = (await host.poll()) ?? [];
			expect(first).toMatchObject(told);
			expect(first).not.toHaveProperty('repeated');
			expect(await host.poll()).toBeNull();
			host.restart();
			const again = persistence === 'classic' ? await host.register('init') : await host.poll();
			expect(again).toMatchObject([{ ...told, repeated: true }]);
			expect(await host.poll()).toBeNull();
		},
	);

	it.each<Persistence>(['classic', 'durable', 'scheduled'])(
		'repeats nothing when the workflow is switched off and on, or an edit is published (%s)',
		async (persistence) => {
			const tracking = order();
			const host = await start({ options }, { persistence });
			lab.sandbox.platform.setStatus(tracking, 'suspendu');
			expect(await host.poll()).toMatchObject([{ tracking }]);
			for (const mode of ['activate', 'update'] as const) {
				expect(await host.register(mode)).toBeNull();
				expect(await host.poll()).toBeNull();
			}
		},
	);

	it.each<Persistence>(['classic', 'durable', 'scheduled'])(
		'repeats nothing while it is off (%s)',
		async (persistence) => {
			const tracking = order();
			const host = await start({}, { persistence });
			lab.sandbox.platform.setStatus(tracking, 'suspendu');
			expect(await host.poll()).toMatchObject([{ tracking }]);
			host.restart();
			if (persistence === 'classic') expect(await host.register('init')).toBeNull();
			expect(await host.poll()).toBeNull();
		},
	);
});

describe('a workflow that was switched off for two months', () => {
	const MONTHS_MS = 60 * 86_400_000;
	/** The state that was saved two months ago, as it was. */
	const aged = (persistence: Persistence) => {
		const host = open({ triggerOn: ['orderCreated'] }, { persistence });
		return {
			host,
			async begin() {
				lab.sandbox.platform.create({ status: 'en_livraison' });
				letPass()(-MONTHS_MS);
				await host.register('activate');
				await host.poll();
				jest.restoreAllMocks();
			},
		};
	};
	it.each<Persistence>(['classic', 'durable', 'scheduled'])(
		'announces no order of three weeks ago when somebody switches it on (%s)',
		async (persistence) => {
			const { host, begin } = aged(persistence);
			await begin();
			const at = (days: number) => new Date(Date.now() - days * 86_400_000);
			const old = lab.sandbox.platform.create({
				status: 'en_livraison',
				createdAt: at(21),
			}).tracking;
			const fresh = lab.sandbox.platform.create({
				status: 'en_livraison',
				createdAt: at(2),
			}).tracking;
			const told = [...((await host.register('activate')) ?? []), ...((await host.poll()) ?? [])];
			expect(told.map(({ tracking }) => tracking)).toContain(fresh);
			expect(told.map(({ tracking }) => tracking)).not.toContain(old);
		},
	);

	it('does not forget that when the platform is down at that moment, with durable cursors', async () => {
		const { host, begin } = aged('durable');
		await begin();
		const createdAt = new Date(Date.now() - 21 * 86_400_000);
		const { tracking } = lab.sandbox.platform.create({ status: 'en_livraison', createdAt });
		lab.sandbox.quirks.on('server-error');
		expect(await host.register('activate')).toEqual([]);
		lab.sandbox.quirks.clear();
		const told = (await host.poll()) ?? [];
		expect(told.map((item) => item.tracking)).not.toContain(tracking);
	});

	it('announces it after a server start', async () => {
		const { host, begin } = aged('classic');
		await begin();
		const createdAt = new Date(Date.now() - 21 * 86_400_000);
		const { tracking } = lab.sandbox.platform.create({ status: 'en_livraison', createdAt });
		const told = [...((await host.register('init')) ?? []), ...((await host.poll()) ?? [])];
		expect(told.map((item) => item.tracking)).toContain(tracking);
	});
});

describe('Fetch Test Event', () => {
	it('shows real recent orders in the production shape', async () => {
		lab.sandbox.platform.createMany(5, { status: 'en_livraison' });
		const host = open();
		const items = await host.fetchByHand();
		expect(items.length).toBeGreaterThanOrEqual(1);
		expect(items.length).toBeLessThanOrEqual(3);
		expect(items[0]).toMatchObject({
			event: 'orderStatusChanged',
			previousStatus: 'en_preparation',
			status: 'en_livraison',
		});
		expect(items[0].order).toHaveProperty('recipient');
	});

	it('touches no state', async () => {
		order();
		const host = open();
		await host.fetchByHand();
		expect(host.state).toEqual({});
	});

	it('says so on an account without orders', async () => {
		await expect(open().fetchByHand()).rejects.toThrow('no order in process');
	});

	it('says what is wrong with the token', async () => {
		lab.sandbox.quirks.on('bearer-refused');
		await expect(open().fetchByHand()).rejects.toThrow('API token');
	});
});

describe('the state', () => {
	it('starts anew, silently, when it cannot be read', async () => {
		order();
		const host = open();
		host.saved = { v: 99, q: 'nonsense' };
		// An empty batch, which is what makes n8n write the new state.
		expect(await host.register('init')).toEqual([]);
		expect(host.saved).toMatchObject({ v: 1 });
	});

	it('is a new baseline for another account, and the same for a renewed token', async () => {
		const tracking = order();
		const host = await start();
		const { saved } = host;

		const renewed = open({}, { account: { apiToken: ` ${lab.sandbox.token} ` } });
		renewed.saved = saved;
		lab.sandbox.platform.setStatus(tracking, 'suspendu');
		expect(await renewed.register('update')).toHaveLength(1);

		const baseUrl = lab.sandbox.url.replace('127.0.0.1', 'localhost');
		const moved = open({}, { account: { baseUrl } });
		moved.saved = saved;
		expect(await moved.register('update')).toBeNull();
	});
});
