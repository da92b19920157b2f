import type { WatchEvent } from './changes';
import { describeStatus } from '../platform/statuses';
import { DAY } from './days';
import type { EventName } from './settings';
import type { State } from './state';

/**
 * The last batch handed over, kept for `repeatAfterRestart`: per event its tracking, grouped by
 * "event previous status", since in the classic engine a crash in the instant of the hand-off loses it.
 */
export function rememberBatch(events: readonly WatchEvent[], at: number): State['last'] {
	const groups = new Map<string, string[]>();
	for (const { event, previousStatus, status, phaseChanged, tracking } of events) {
		const name = [event, previousStatus ?? '', status, phaseChanged ? '!' : ''].join(' ');
		groups.set(name, [...(groups.get(name) ?? []), tracking]);
	}
	const rows = [...groups].map(([name, trackings]) => [name, trackings.join(',')]);
	return { at, rows: Object.fromEntries(rows) };
}

/** The batch as events once more; nothing when it is older than a day. */
export function recallBatch(last: State['last'], now: number): WatchEvent[] {
	if (!last || now - last.at > DAY) return [];
	const detectedAt = new Date(last.at).toISOString();
	return Object.entries(last.rows).flatMap(([name, trackings]) => {
		const [event, previous, status, mark] = name.split(' ');
		const { slug, label, phase, isFinal } = describeStatus(status);
		return trackings.split(',').map((tracking): WatchEvent => {
			const repeated: WatchEvent = {
				event: event as EventName,
				tracking,
				reference: null,
				previousStatus: previous || null,
				status: slug,
				statusLabel: label,
				phase,
				phaseChanged: mark === '!',
				isFinal,
				detectedAt,
				repeated: true,
			};
			return event === 'deliveryAttempt' ? { ...repeated, attempt: null } : repeated;
		});
	});
}
