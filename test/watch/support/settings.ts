import type { Filter, Settings } from '../../../nodes/Ecotrack/watch/types';

/** The settings of a trigger that a user has just put down, with some of them changed. */
export function settingsWith(
	changes: Partial<Omit<Settings, 'filter'>> & { filter?: Partial<Filter> } = {},
): Settings {
	return {
		scope: 'https://demo.ecotrack.dz 1',
		includeOrderDetails: false,
		emitExisting: false,
		lookbackDays: 90,
		trackUntil: 'archived',
		rateLimitShare: 50,
		repeatAfterRestart: false,
		...changes,
		filter: {
			events: ['orderStatusChanged'],
			phases: [],
			statuses: [],
			previousStatuses: [],
			...changes.filter,
		},
	};
}
