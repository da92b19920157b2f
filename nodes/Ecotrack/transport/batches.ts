/**
 * Many trackings in few requests, and the one halving that finds the tracking which spoils a batch
 * (docs/ecotrack-api.md, section 8.7).
 */
import { toKey, toText, type Row } from '../platform/rows';
import { isAboutOne, isFatal, type Failure, type Outcome } from './response';

export const BATCH_SIZE = 100;

/**
 * How a group of trackings was answered: `refused` means that the platform minds one of them, `failed`
 * that it may, or that it is in trouble itself; after `stopped` nothing more can be learned now.
 */
export type Verdict = 'taken' | 'refused' | 'failed' | 'stopped';

/** More requests than this for one batch would starve everything else; seven levels need 14 at most. */
const MAX_REQUESTS_TO_BISECT = 14;

interface Group<Member> {
	members: Member[];
	/** What is known: it was not answered, it must hold an offender, or nothing. */
	known: 'refused' | 'failed' | 'suspect' | 'nothing';
}

/**
 * Finds out by halves which member of a batch that was not answered the platform stumbles over.
 * @param known `suspect` when the batch was refused for one of its members; after a failure that may have been
 * chance, `nothing`: it is asked about as a whole once more first
 * @param ask sends one group and uses its answer
 * @param offend gets who is not answered alone, and tells whether that settles it
 * @returns who is left when requests have run out: among the suspects there is an offender, of the
 * others nothing is known
 */
export async function bisect<Member>(
	batch: readonly Member[],
	ask: (group: Member[]) => Promise<Verdict>,
	offend: (member: Member, verdict: 'refused' | 'failed') => boolean,
	mayAsk: () => boolean = () => true,
	known: 'suspect' | 'nothing' = 'suspect',
): Promise<{ suspects: Member[]; others: Member[] }> {
	const groups: Array<Group<Member>> = [{ members: [...batch], known }];
	const alone: Array<Group<Member>> = [];
	const settles = ({ members, known }: Group<Member>) =>
		(known === 'refused' || known === 'failed') && offend(members[0], known);
	for (let asked = 0; ;) {
		const group = groups.pop() ?? alone.shift();
		if (!group) return { suspects: [], others: [] };
		const { members, known } = group;
		if (hasFailedAlone(group)) {
			if (settles(group)) continue;
			// Nothing else has been answered yet: when that is so, nobody is to blame.
			if (groups.length === 0) return divide([group, ...alone]);
			alone.push(group);
			continue;
		}
		const half = known === 'nothing' ? members.length : Math.ceil(members.length / 2);
		const [tried, other] = [members.slice(0, half), members.slice(half)];
		const verdict = asked++ < MAX_REQUESTS_TO_BISECT && mayAsk() ? await ask(tried) : 'stopped';
		if (verdict === 'stopped') {
			// Who has failed alone needs no further request.
			const left = [group, ...groups.reverse(), ...alone];
			return divide(left.filter((one) => !hasFailedAlone(one) || !settles(one)));
		}
		const isTaken = verdict === 'taken';
		if (!isTaken) groups.push({ members: tried, known: verdict });
		// When one half is taken, the other one must hold the offender; else it is asked first, since its
		// answer tells whether the platform itself is well.
		if (other.length > 0) groups.push({ members: other, known: isTaken ? 'suspect' : 'nothing' });
	}
}

function hasFailedAlone<Member>({ members, known }: Group<Member>): boolean {
	return members.length === 1 && (known === 'refused' || known === 'failed');
}

function divide<Member>(groups: ReadonlyArray<Group<Member>>) {
	const membersOf = (some: ReadonlyArray<Group<Member>>) => some.flatMap(({ members }) => members);
	return {
		suspects: membersOf(groups.filter(({ known }) => known !== 'nothing')),
		others: membersOf(groups.filter(({ known }) => known === 'nothing')),
	};
}

export interface BatchResult {
	/** Rows of the trackings that the platform knows, by toKey. */
	found: Map<string, Row>;
	/** What kept the others from being asked, by toKey. */
	failures: Map<string, Failure>;
}

/**
 * Asks for many trackings, each once, 100 per request. One for which a batch is refused is found by
 * halves, so that it costs nobody else the answer. What a batch does not answer for is in neither map:
 * unknown. After a fatal failure nothing more is sent.
 * @param ask sends one batch; its answer holds rows by toKey, and those nobody asked for are dropped
 */
export async function requestInBatches(
	trackings: Iterable<string>,
	ask: (batch: string[]) => Promise<Outcome<Map<string, Row>>>,
): Promise<BatchResult> {
	const distinct = [...new Map([...trackings].map((text) => [toKey(text), toText(text)])).values()];
	const result: BatchResult = { found: new Map(), failures: new Map() };
	let fatal: Failure | undefined;
	/** Why the last group of several, and why each that stood alone, was refused. */
	let refusal: Failure | undefined;
	const refusals = new Map<string, Failure>();

	const fail = (group: readonly string[], failure: Failure) => {
		for (const text of group) result.failures.set(toKey(text), failure);
	};
	const take = async (group: string[]): Promise<Verdict> => {
		const outcome = await ask(group);
		if (outcome.kind === 'ok') {
			for (const key of group.map(toKey)) {
				const row = outcome.data.get(key);
				if (row) result.found.set(key, row);
			}
			return 'taken';
		}
		if (isFatal(outcome)) {
			fatal = outcome;
			return 'stopped';
		}
		if (isAboutOne(outcome)) {
			if (group.length === 1) refusals.set(group[0], outcome);
			else refusal = outcome;
			return 'refused';
		}
		// A 404 is for all of them: none is known. Anything else is what becomes of this group alone.
		if (outcome.kind !== 'notFound') fail(group, outcome);
		return 'taken';
	};
	/** A 422 that says "unknown" is believed of a tracking that stands alone. */
	const offend = (text: string) => {
		const reason = refusals.get(text);
		if (reason && reason.kind !== 'notFound') fail([text], reason);
		return true;
	};

	for (let start = 0; start < distinct.length; start += BATCH_SIZE) {
		const batch = distinct.slice(start, start + BATCH_SIZE);
		const verdict = fatal ? 'stopped' : await take(batch);
		let left = verdict === 'stopped' ? batch : [];
		if (verdict === 'refused' && batch.length === 1) offend(batch[0]);
		else if (verdict === 'refused') {
			const { suspects, others } = await bisect(batch, take, offend);
			left = [...suspects, ...others];
		}
		const reason = fatal ?? (refusal && toShared(refusal));
		if (reason) fail(left, reason);
	}
	return result;
}

/** A 422 for several says nothing about each: none of them may be called unknown. */
function toShared(failure: Failure): Failure {
	if (failure.kind !== 'notFound') return failure;
	const { message } = failure;
	return { kind: 'invalid', fields: { trackings: [message] }, message };
}
