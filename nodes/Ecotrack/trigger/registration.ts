/**
 * What is known about a poll from the outside. n8n calls the same poll() for a registration's first
 * poll, on which the life of the trigger hangs, and for every tick after it.
 */
import type { IPollFunctions } from 'n8n-workflow';

/** What n8n's classic engine, and a registration in any engine, grants a poll. */
const CLASSIC_BUDGET_MS = 300_000;
/** A person is watching the switch. */
const FIRST_POLL_MS = 15_000;

const registered = new WeakSet<IPollFunctions>();
const running = new Set<string>();

export interface Occasion {
	/**
	 * True for the first poll of a registration: if it throws, n8n tries five times in fifteen seconds
	 * and then the trigger is dead, shown as active, until somebody switches it off and on.
	 */
	isFirst: boolean;
	/** True when a person has just activated or published the workflow and sees what goes wrong. */
	isWatched: boolean;
	/** True for the first poll after a server start, in the classic engine. */
	isAfterRestart: boolean;
	/** True for a tick of n8n's durable scheduler, which keeps the state after every poll. */
	isDurable: boolean;
	budgetMs: number;
}

/**
 * Tells the occasions apart. One context object serves all polls of a registration, so an object seen
 * for the first time is a first poll. Ticks of the durable scheduler bring a new object each, but also
 * a budget of their own, which registrations never have.
 */
export function recognise(context: IPollFunctions): Occasion {
	// Since n8n 2.38; older hosts set no bound.
	const budgetMs = context.getPollBudgetMs?.() ?? CLASSIC_BUDGET_MS;
	const isDurable = budgetMs !== CLASSIC_BUDGET_MS;
	const isFirst = !isDurable && !registered.has(context);
	registered.add(context);
	const mode = context.getActivationMode();
	return {
		isFirst,
		isWatched: isFirst && (mode === 'activate' || mode === 'create' || mode === 'update'),
		isAfterRestart: isFirst && (mode === 'init' || mode === 'leadershipChange'),
		isDurable,
		budgetMs: isFirst ? FIRST_POLL_MS : budgetMs,
	};
}

/**
 * Runs a poll unless one of the same node is still at work: n8n starts a poll whether or not the last
 * one has ended, and two at once would see the same change twice.
 * @returns what the work returned, or null when it did not run
 */
export async function alone<T>(context: IPollFunctions, work: () => Promise<T>): Promise<T | null> {
	const key = `${context.getWorkflow().id} ${context.getNode().id}`;
	if (running.has(key)) return null;
	running.add(key);
	try {
		return await work();
	} finally {
		running.delete(key);
	}
}
