/** How a group of trackings was answered: `refused` means that the platform minds one of them. */
export type Verdict = 'taken' | 'refused' | 'failed';

/** More requests than this in one poll would starve everything else; seven levels need 14 at most. */
const MOST = 14;

interface Group<Member> {
	members: Member[];
	/** What is known: it was refused, it must hold an offender, or nothing. */
	known: 'refused' | 'suspect' | 'nothing';
}

/**
 * Finds out which member of a refused batch the platform minds, by halves. `ask` sends one group and
 * uses its answer; who is refused alone goes to `offend`. When requests run out, answers who is still
 * left: among the suspects there is an offender, of the others nothing is known.
 */
export async function bisect<Member>(
	refused: readonly Member[],
	ask: (group: Member[]) => Promise<Verdict>,
	offend: (member: Member) => void,
	mayAsk: () => boolean,
): Promise<{ suspects: Member[]; others: Member[] }> {
	const groups: Array<Group<Member>> = [{ members: [...refused], known: 'suspect' }];
	for (let asked = 0; ;) {
		const group = groups.pop();
		if (!group) return { suspects: [], others: [] };
		const { members, known } = group;
		if (members.length === 1 && known === 'refused') {
			offend(members[0]);
			continue;
		}
		const isWhole = known === 'nothing' || members.length === 1;
		const half = isWhole ? members.length : Math.ceil(members.length / 2);
		const [tried, other] = [members.slice(0, half), members.slice(half)];
		const verdict = asked++ < MOST && mayAsk() ? await ask(tried) : 'failed';
		if (verdict === 'failed') return divide([group, ...groups.reverse()]);
		// When one half is taken, the other one must hold the offender.
		const left = verdict === 'taken' ? 'suspect' : 'nothing';
		if (other.length > 0) groups.push({ members: other, known: left });
		if (verdict === 'refused') groups.push({ members: tried, known: 'refused' });
	}
}

function divide<Member>(groups: ReadonlyArray<Group<Member>>) {
	const membersOf = (some: ReadonlyArray<Group<Member>>) => some.flatMap(({ members }) => members);
	return {
		suspects: membersOf(groups.filter(({ known }) => known !== 'nothing')),
		others: membersOf(groups.filter(({ known }) => known === 'nothing')),
	};
}
