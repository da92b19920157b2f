import { dayOf } from './days';
import type { Answer, Page } from './port';
import type { Poll } from './poll';
import { keyOf } from './queue';

/**
 * Once a day: which end of the listing is the new one? Everybody who has looked says page 1, but
 * nothing documents it. The creation days tell; when all orders are of one day, the end where unknown
 * ones turn up. Answers true when neither end shows anything unknown, so that there is nothing to read.
 */
export async function judgeNewest(
	poll: Poll,
	first: Page,
	readLast: () => Promise<Answer<Page>>,
): Promise<boolean> {
	const { newest, stage } = poll.state;
	const today = dayOf(poll.startedAt);
	if (newest.judged === today || first.rows.length === 0) return false;
	const newEnd = first.rows[0].createdAt;
	let last = first;
	if (newEnd === first.rows.at(-1)?.createdAt && first.lastPage > 1) {
		const answer = await readLast();
		if (answer.kind === 'ok') last = answer;
	}
	const oldEnd = last.rows.at(-1)?.createdAt;
	if (newEnd && oldEnd && newEnd !== oldEnd) {
		newest.first = newEnd > oldEnd;
		newest.judged = today;
		return false;
	}
	if (newest.judged !== '') newest.judged = today;
	if (newest.judged !== '' || last === first || stage === 0) return false;
	const [isNewFirst, isNewLast] = [first, last].map(({ rows }) =>
		rows.some(({ tracking }) => poll.queue.placeOf(keyOf(tracking)) === undefined),
	);
	if (isNewFirst !== isNewLast) {
		newest.first = isNewFirst;
		newest.judged = today;
	}
	return !isNewFirst && !isNewLast;
}
