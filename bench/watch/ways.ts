import { cycle } from '../../nodes/Ecotrack/watch/cycle';
import { DAY, HOUR, MINUTE } from '../../nodes/Ecotrack/platform/time';
import type { WatchClient } from '../../nodes/Ecotrack/watch/types';
import type { State } from '../../nodes/Ecotrack/watch/state';
import { clientOf } from '../../test/watch/support/client';
import { settingsWith } from '../../test/watch/support/settings';
import { cpuNow } from '../measurement';
import type { Population } from './population';

/** What one way of watching cost; what it noticed stands in the population. */
export interface Cost {
	requestsPerDay: number;
	/** Milliseconds of CPU per poll, HTTP left out. */
	cpuMs: number[];
	stateBytes: number;
}

export interface Plan {
	intervalMs: number;
	days: number;
	details: boolean;
}

export type Way = (population: Population, plan: Plan) => Promise<Cost>;

const LATENCY = 300;

/** The real watcher, baseline taken before anything is measured. */
export async function watch(population: Population, plan: Plan): Promise<Cost> {
	const { platform } = population;
	const settings = settingsWith({ includeOrderDetails: plan.details });
	const clock = { outside: 0 };
	const client = timed(clientOf(platform, { latency: () => LATENCY }), clock);
	let state: unknown = {};
	let spent = 0;
	const cpuMs: number[] = [];
	const poll = async (at: number) => {
		population.advanceTo(at);
		clock.outside = 0;
		const began = cpuNow();
		const result = await cycle(state, client, settings);
		cpuMs.push(cpuNow() - began - clock.outside);
		state = result.state;
		spent += result.spent;
		population.seeAll(result.events);
		return result;
	};
	let at = population.now;
	while ((await poll(at)).state.stage < 3) at += plan.intervalMs;
	for (const settled = at + DAY / 2; at < settled;) await poll((at += plan.intervalMs));
	population.measure();
	cpuMs.length = spent = 0;
	for (const end = at + plan.days * DAY; at < end;) await poll((at += plan.intervalMs));
	const requestsPerDay = spent / plan.days;
	population.stopMeasuring();
	for (const end = at + DAY; at < end;) await poll((at += plan.intervalMs));
	return { requestsPerDay, cpuMs, stateBytes: JSON.stringify(state as State).length };
}

function timed(client: WatchClient, clock: { outside: number }): WatchClient {
	const outside =
		<Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>) =>
		async (...args: Args) => {
			const began = cpuNow();
			const result = await call(...args);
			clock.outside += cpuNow() - began;
			return result;
		};
	return {
		now: () => client.now(),
		listPage: outside(client.listPage),
		findListed: outside(client.findListed),
		statuses: outside(client.statuses),
		details: outside(client.details),
	};
}

/**
 * What most people build first: at every poll all pages of the listing, compared with the last ones,
 * with the whole of the account's limits.
 */
export async function listEverything(population: Population, plan: Plan): Promise<Cost> {
	const { platform } = population;
	const seen = new Map<string, string>();
	const sent: number[] = [];
	let spent = 0;
	const read = (page: number) => {
		const now = population.now;
		while (sent.length > 0 && sent[0] <= now - DAY) sent.shift();
		const pauses = [
			[15_000, DAY],
			[1_500, HOUR],
			[50, MINUTE],
		].map(([most, span]) => (sent.length < most ? 0 : sent[sent.length - most] + span - now));
		population.advanceTo(now + Math.max(LATENCY, ...pauses));
		sent.push(population.now);
		spent++;
		return platform.list('2020-01-01', '2030-01-01', page);
	};
	const began = population.now;
	for (let at = began; at < began + (plan.days + 1) * DAY;) {
		population.advanceTo(at);
		for (let page = 1; ; page++) {
			const { rows, lastPage } = read(page);
			for (const { tracking, status } of rows) {
				if (seen.get(tracking) !== status) population.see(tracking, status);
				seen.set(tracking, status);
			}
			if (page >= lastPage) break;
		}
		if (at === began) population.measure();
		at += Math.ceil((population.now - at + 1) / plan.intervalMs) * plan.intervalMs;
	}
	return { requestsPerDay: spent / ((population.now - began) / DAY), cpuMs: [], stateBytes: 0 };
}

/** All orders in turn, a hundred per request, with half of the limits; who exists is known for free. */
export async function askInTurn(population: Population, plan: Plan): Promise<Cost> {
	const { platform } = population;
	const known = new Map<string, string>();
	let turn: string[] = [];
	let live = 0;
	let tokens = 0;
	let spent = 0;
	const began = population.now;
	const ask = () => {
		if (turn.length === 0) {
			for (const { tracking, status } of platform.orders.values()) {
				if (!known.has(tracking) && !ENDED.has(status)) known.set(tracking, status);
			}
			turn = [...known].filter(([, status]) => !ENDED.has(status)).map(([tracking]) => tracking);
			live = turn.length;
		}
		population.advanceTo(population.now + LATENCY);
		spent++;
		for (const tracking of turn.splice(0, 100)) {
			const status = platform.orders.get(tracking)?.status ?? '';
			if (known.get(tracking) !== status) population.see(tracking, status);
			known.set(tracking, status);
		}
	};
	const run = (until: number) => {
		for (let at = population.now; at < until; at += plan.intervalMs) {
			population.advanceTo(at);
			tokens = Math.min(tokens + (plan.intervalMs / DAY) * 7_200, 300);
			const rounds = Math.ceil(live / 100) || 1;
			for (let sent = 0; tokens >= 1 && sent < Math.min(25, rounds); sent++, tokens--) ask();
		}
	};
	run(began + DAY / 2);
	population.measure();
	spent = 0;
	run(population.now + plan.days * DAY);
	const requestsPerDay = spent / plan.days;
	population.stopMeasuring();
	run(population.now + DAY);
	return { requestsPerDay, cpuMs: [], stateBytes: 0 };
}

const ENDED = new Set(['paye_et_archive', 'retour_archive', 'annule']);
