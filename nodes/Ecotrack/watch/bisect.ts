import type { FailureKind } from './port';

/**
 * How a group of trackings was answered: `refused` means that the platform minds one of them, `failed`
 * that it may, or that it is in trouble itself; after `stopped` nothing more can be learned now.
 */
export type Verdict = 'taken' | 'refused' | 'failed' | 'stopped';

/** What any request would meet says nothing about the orders asked for. */
export function toVerdict(kind: FailureKind): Verdict {
	if (kind === 'invalid') return 'refused';
	return kind === 'limited' || kind === 'denied' || kind === 'redirected' ? 'stopped' : 'failed';
}

/** More requests than this in one poll would starve everything else; seven levels need 14 at most. */
const MAX_REQUESTS = 14;

interface Group<Member> {
	members: Member[];
	/** What is known: it was not answered, it must hold an offender, or nothing. */
	known: 'refused' | 'failed' | 'suspect' | 'nothing';
}

/**
 * Finds out which member of a batch that was not answered the platform stumbles over, by halves. `ask`
 * sends one group and uses its answer; who gets none alone goes to `offend`, which tells whether that
 * settles it. When requests run out, answers who is still left: among the suspects there is an offender,
 * of the others nothing is known.
 */
export async function bisect<Member>(
	batch: readonly Member[],
	ask: (group: Member[]) => Promise<Verdict>,
	offend: (member: Member, verdict: 'refused' | 'failed') => boolean,
	mayAsk: () => boolean,
): Promise<{ suspects: Member[]; others: Member[] }> {
	const groups: Array<Group<Member>> = [{ members: [...batch], known: 'suspect' }];
	const alone: Array<Group<Member>> = [];
	for (let asked = 0; ;) {
		const group = groups.pop() ?? alone.shift();
		if (!group) return { suspects: [], others: [] };
		const { members, known } = group;
		if (members.length === 1 && (known === 'refused' || known === 'failed')) {
			if (offend(members[0], known)) continue;
			// Nothing else has been answered yet: when that is so, nobody is to blame.
			if (groups.length === 0) return divide([group, ...alone]);
			alone.push(group);
			continue;
		}
		const isWhole = known === 'nothing' || members.length === 1;
		const half = isWhole ? members.length : Math.ceil(members.length / 2);
		const [tried, other] = [members.slice(0, half), members.slice(half)];
		const verdict = asked++ < MAX_REQUESTS && mayAsk() ? await ask(tried) : 'stopped';
		if (verdict === 'stopped') return divide([group, ...groups.reverse(), ...alone]);
		const isTaken = verdict === 'taken';
		if (!isTaken) groups.push({ members: tried, known: verdict });
		// When one half is taken, the other one must hold the offender; else it is asked first, since its
		// answer tells whether the platform itself is well.
		if (other.length > 0) groups.push({ members: other, known: isTaken ? 'suspect' : 'nothing' });
	}
}

function divide<Member>(groups: ReadonlyArray<Group<Member>>) {
	const membersOf = (some: ReadonlyArray<Group<Member>>) => some.flatMap(({ members }) => members);
	return {
		suspects: membersOf(groups.filter(({ known }) => known !== 'nothing')),
		others: membersOf(groups.filter(({ known }) => known === 'nothing')),
	};
}
