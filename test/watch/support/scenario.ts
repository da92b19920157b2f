import type { EventName, Settings } from '../../../nodes/Ecotrack/watch/types';
import type { Mode } from './host';
import type { Random } from './random';
import { settingsWith } from './settings';

/** The weather of one run, drawn from its seed. */
export interface Scenario {
	mode: Mode;
	intervalMs: number;
	/** Lives run so many times faster than real ones. */
	pace: number;
	isOldestFirst: boolean;
	existing: number;
	/** New orders per poll, on average. */
	arrivals: number;
	latencyMs: number;
	/** Per request. */
	failures: number;
	/** Per await. */
	crashes: number;
	/** Per hand-off. */
	accidents: number;
	isUnfiltered: boolean;
	/** The status endpoint knows no drafts. */
	hidesDrafts: boolean;
	/** The `date` of a remark carries its time. */
	hasTimeInDate: boolean;
	settings: Settings;
}

const WITHIN_REACH = { phases: [], statuses: [], previousStatuses: [] };
const FINALS = ['paye_et_archive', 'retour_archive', 'annule'];

/** Filters that all let final statuses through, so that a lost one shows. */
export const FILTERS = [
	{ phases: [], statuses: FINALS, previousStatuses: [] },
	{ phases: ['delivered', 'return'], statuses: FINALS, previousStatuses: [] },
	{ phases: ['exception'], statuses: [...FINALS, 'en_livraison'], previousStatuses: [] },
	WITHIN_REACH,
] as const;

const EVENTS: readonly EventName[][] = [
	['orderStatusChanged'],
	['orderStatusChanged', 'orderCreated'],
	['orderStatusChanged', 'orderCreated', 'deliveryAttempt'],
];

export function drawScenario(luck: Random): Scenario {
	const isUnfiltered = luck.chance(0.6);
	const minutes = luck.pick([1, 1, 1, 5, 15]);
	return {
		mode: luck.pick(['classic', 'durable']),
		intervalMs: minutes * 60_000,
		pace: luck.pick([2, 4, 8]) / (minutes > 5 ? 2 : 1),
		isOldestFirst: luck.chance(0.1),
		existing: luck.pick([0, 30, 150, 300]),
		arrivals: luck.pick([0.05, 0.2, 0.5]),
		latencyMs: luck.pick([50, 400, 3_000]),
		failures: luck.pick([0, 0.02, 0.1]),
		crashes: luck.pick([0, 0.001, 0.005]),
		accidents: luck.pick([0, 0.01, 0.03]),
		isUnfiltered,
		hidesDrafts: luck.chance(0.2),
		hasTimeInDate: luck.chance(0.3),
		settings: settingsWith({
			filter: { events: luck.pick(EVENTS), ...(isUnfiltered ? WITHIN_REACH : luck.pick(FILTERS)) },
			includeOrderDetails: luck.chance(0.5),
			emitExisting: luck.chance(0.1),
			rateLimitShare: luck.pick([10, 25, 50, 50, 100]),
			repeatAfterRestart: luck.chance(0.3),
		}),
	};
}
