import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { toIsoTime } from '../platform/time';
import { orNull } from '../platform/rows';
import type { WatchEvent } from '../watch/changes';
import type { Activity } from '../watch/port';

/** One item per event, in the field's terms. */
export function toItems(events: readonly WatchEvent[]): INodeExecutionData[] {
	return events.map(({ attempt, order, ...event }) => ({
		json: {
			...event,
			...(attempt !== undefined && { attempt: attempt && toAttempt(attempt) }),
			...(order !== undefined && { order: order as IDataObject | null }),
		},
	}));
}

function toAttempt({ reason, details, station, driver, date, time, postponedTo }: Activity) {
	return {
		reason: orNull(reason),
		details: orNull(details),
		station: orNull(station),
		driver: orNull(driver),
		at: toIsoTime(date, time) ?? null,
		postponedTo,
	};
}
