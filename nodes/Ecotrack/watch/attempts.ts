import { MINUTE } from './days';
import type { Activity } from './port';
import { keyOf } from './queue';

const EPOCH = Date.parse('2025-01-01') / MINUTE;

/** What a reading of an order's activity found. */
export interface Reading {
	news: Activity[];
	/** The mark to keep; '' when there is nothing to remember. */
	mark: string;
}

/**
 * The driver's remarks: of each order the mark of the newest one seen, which is its minute in base 36
 * and, when several share that minute, how many. Rows with neither driver nor station are the
 * sender's own: a workflow that answers an attempt with a remark must not wake itself.
 */
export class Remarks {
	private readonly marks: Map<string, string>;

	constructor(saved: string | undefined) {
		const entries = saved ? saved.split(',') : [];
		this.marks = new Map(
			entries.map((entry) => {
				const colon = entry.lastIndexOf(':');
				return [entry.slice(0, colon), entry.slice(colon + 1)];
			}),
		);
	}

	/** Reads an order's activity against its mark; a first reading is silent. */
	read(tracking: string, activity: readonly Activity[], isFirst: boolean): Reading {
		const rows = activity
			.filter(({ driver, station }) => driver.trim() !== '' || station.trim() !== '')
			.map((row) => ({ row, minute: minuteOf(row) }))
			.filter(({ minute }) => !Number.isNaN(minute))
			.sort((a, b) => a.minute - b.minute);
		const old = this.marks.get(keyOf(tracking)) ?? '';
		const newest = rows.at(-1)?.minute;
		if (newest === undefined) return { news: [], mark: old };
		const [minute, count] = parseMark(old);
		const within = rows.filter((entry) => entry.minute === minute).slice(count);
		const news = [...within, ...rows.filter((entry) => entry.minute > minute)];
		if (news.length === 0) return { news: [], mark: old };
		const mark = formatMark(newest, rows.filter((entry) => entry.minute === newest).length);
		return { news: isFirst ? [] : news.map(({ row }) => row), mark };
	}

	keep(tracking: string, mark: string): void {
		if (mark !== '') this.marks.set(keyOf(tracking), mark);
	}

	forget(tracking: string): void {
		this.marks.delete(keyOf(tracking));
	}

	save(): string {
		return [...this.marks].map(([key, mark]) => `${key}:${mark}`).join(',');
	}
}

const minuteOf = ({ date, time }: Activity) =>
	Math.floor(Date.parse(`${date}T${time || '00:00:00'}Z`) / MINUTE) - EPOCH;

const formatMark = (minute: number, count: number) =>
	minute.toString(36) + (count > 1 ? `~${count}` : '');

function parseMark(mark: string): [minute: number, count: number] {
	if (mark === '') return [-Infinity, 0];
	const [minute, count] = mark.split('~');
	return [parseInt(minute, 36), Number(count ?? 1)];
}
