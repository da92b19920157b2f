import { sample } from '../../nodes/Ecotrack/watch/sample';
import type { Filter, WatchEvent } from '../../nodes/Ecotrack/watch/types';
import { fail } from './support/failures';
import { Story } from './support/story';

type Told = { events: WatchEvent[] };

describe('a sample for a person who looks', () => {
	it('is up to three real orders in the shape of events, from one page and one request', async () => {
		const story = new Story({ includeOrderDetails: true, filter: { phases: ['exception'] } });
		story.orders(3, 1);
		const wanted = story.order(0, 'suspendu');
		const result = await sample(story.client, story.settings, 15_000);
		expect(result).toMatchObject({
			events: [{ event: 'orderStatusChanged', tracking: wanted.tracking, status: 'suspendu' }],
		});
		expect(story.client.sent).toEqual(['listPage', 'statuses']);
	});

	it.each<[string, Partial<Filter>, [status: string, previous: string | null]]>([
		['on its way', {}, ['en_preparation', 'vers_wilaya']],
		['that was delivered', {}, ['livre_non_encaisse', 'en_livraison']],
		['on its way back', {}, ['retour_chez_livreur', 'suspendu']],
		['that goes back into stock', {}, ['retours_a_dispatcher_vers_stock', 'retour_en_traitement']],
		['that has just been created', {}, ['prete_a_expedier', null]],
		['with a status that nobody knows', {}, ['a_la_douane', null]],
		// Only entering a phase is told, however many steps of it went by since the last look.
		['in one of the phases', { phases: ['delivered'] }, ['paiements_prets', 'en_livraison']],
		[
			'in one of the statuses',
			{ statuses: ['paiements_prets'] },
			['paiements_prets', 'encaisse_non_paye'],
		],
		['from farther back', { previousStatuses: ['en_hub'] }, ['en_livraison', 'en_hub']],
		['from beside the way', { previousStatuses: ['annule'] }, ['en_livraison', 'annule']],
		[
			'from itself, which is no change',
			{ previousStatuses: ['en_livraison'] },
			['en_livraison', 'en_preparation'],
		],
		['from what is no status', { previousStatuses: ['+'] }, ['en_livraison', 'en_preparation']],
	])('has a status before the one of an order %s', async (_, filter, [status, previousStatus]) => {
		const story = new Story({ filter });
		story.order(0, status);
		const result = await sample(story.client, story.settings, 15_000);
		expect(result).toMatchObject({ events: [{ status, previousStatus }] });
	});

	it('tells a new phase from a new step', async () => {
		const story = new Story();
		story.order(0, 'en_livraison');
		story.order(0, 'encaisse_non_paye');
		const { events } = (await sample(story.client, story.settings, 15_000)) as Told;
		const phases = events.map(({ status, phaseChanged }) => [status, phaseChanged]);
		expect(Object.fromEntries(phases)).toEqual({ en_livraison: true, encaisse_non_paye: false });
	});

	it.each<[string, Partial<Filter>, string]>([
		['phases', { phases: ['exception'] }, 'suspendu'],
		['statuses', { statuses: ['suspendu'] }, 'suspendu'],
		['phases, also where entering it is not told', { phases: ['draft'] }, 'prete_a_expedier'],
	])(
		'comes from the chosen %s, if need be from behind the first page',
		async (_, filter, status) => {
			const story = new Story({ filter });
			const wanted = story.order(1, status);
			story.orders(100, 0, 'en_livraison');
			const { events } = (await sample(story.client, story.settings, 15_000)) as Told;
			expect(events.map(({ tracking }) => tracking)).toEqual([wanted.tracking]);
			expect(story.client.sent).toEqual(['listPage', 'listPage', 'listPage', 'statuses']);
		},
	);

	it('comes from any orders when there is none of these, after five pages', async () => {
		const story = new Story({ filter: { phases: ['exception'] } });
		story.orders(240);
		const { events } = (await sample(story.client, story.settings, 15_000)) as Told;
		expect(events.map(({ status }) => status)).toEqual(Array(3).fill('en_livraison'));
		expect(story.client.sent).toEqual([...Array<string>(5).fill('listPage'), 'statuses']);
	});

	it('comes from what has been read when a later page fails', async () => {
		const story = new Story({ filter: { phases: ['exception'] } });
		story.orders(240);
		story.spoil('listPage', 'unavailable', ({ page }) => page > 1);
		const { events } = (await sample(story.client, story.settings, 15_000)) as Told;
		expect(events).toHaveLength(3);
	});

	it('is empty for an account without orders, and a failure when the platform fails', async () => {
		const story = new Story();
		expect(await sample(story.client, story.settings, 15_000)).toEqual({ events: [] });
		const failure = fail('denied');
		story.trouble = () => failure;
		expect(await sample(story.client, story.settings, 15_000)).toEqual({ failure });
	});
});
