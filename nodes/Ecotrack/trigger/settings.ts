import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import { normalize } from '../platform/statuses';
import type { Client } from '../transport/client';
import { readFlag, readList, readPhases, refuse } from '../actions/parameters';
import type { EventName, Filter, Settings } from '../watch/types';

/**
 * The user's choices as the watcher takes them. The scope is the account: base URL and credential, so
 * that a renewed token is the same account and another shop is not.
 * @throws EcotrackFailure for a choice that cannot be used, and what the client's account throws
 */
export async function readSettings(context: IPollFunctions, client: Client): Promise<Settings> {
	const events = context.getNodeParameter('triggerOn') as EventName[];
	const filters = context.getNodeParameter('filters', {}) as IDataObject;
	const options = context.getNodeParameter('options', {}) as IDataObject;
	const phases = context.getNodeParameter('phases', []);
	if (events.length === 0) throw refuse('Trigger On', 'is empty', 'Choose an event');
	return {
		scope: await readScope(context, client),
		filter: {
			events,
			...readFilters(filters, { ...options, phases }),
		},
		includeOrderDetails: readFlag(options.includeOrderDetails, 'Include Order Details') !== 0,
		emitExisting: readFlag(options.emitExisting, 'Emit Existing Orders') === 1,
		lookbackDays: readNumber(options.lookbackDays, 90, 'Lookback Days', 1, 3_650),
		trackUntil: options.trackUntil === 'deliveredOrReturned' ? 'deliveredOrReturned' : 'archived',
		rateLimitShare: readNumber(options.rateLimitShare, 50, 'Rate Limit Share', 1, 100),
		repeatAfterRestart: readFlag(options.repeatAfterRestart, 'Repeat After Restart') === 1,
	};
}

async function readScope(context: IPollFunctions, client: Client): Promise<string> {
	const { baseUrl } = await client.account();
	const id = context.getNode().credentials?.ecotrackApi?.id ?? '';
	return `${baseUrl} ${id}`;
}

/**
 * Which status changes are wanted.
 * @param moved where these stood before they were filters: workflows of that time have them there still
 */
function readFilters(
	filters: IDataObject,
	moved: IDataObject,
): Pick<Filter, 'phases' | 'statuses' | 'previousStatuses'> {
	const either = <T>(name: string, read: (value: unknown) => T[]): T[] => {
		const chosen = read(filters[name]);
		return chosen.length > 0 ? chosen : read(moved[name]);
	};
	const statuses = (parameter: string) => (value: unknown) =>
		readList(value, parameter).map(normalize);
	return {
		phases: either('phases', (value) => readPhases(value, 'Phases')),
		statuses: either('statuses', statuses('Statuses')),
		previousStatuses: either('previousStatuses', statuses('Previous Statuses')),
	};
}

function readNumber(
	value: unknown,
	fallback: number,
	parameter: string,
	least: number,
	most: number,
): number {
	const number = Math.floor(Number(value ?? fallback));
	if (number >= least && number <= most) return number;
	throw refuse(
		parameter,
		`is not between ${least} and ${most}`,
		`Enter a number from ${least} to ${most}`,
	);
}
