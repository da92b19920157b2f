/**
 * The process that is measured: triggers in n8n-core's own engine, on a virtual clock. What is spent on
 * the simulated accounts is not counted as the triggers', and their memory does not grow.
 */
import '../../test/support/environment';
import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';

import type { PollContext } from 'n8n-core';
import type { IDataObject, WorkflowActivateMode, WorkflowExecuteMode } from 'n8n-workflow';

import { DAY, HOUR, MINUTE } from '../../nodes/Ecotrack/platform/time';
import { isEndedList } from '../../nodes/Ecotrack/watch/queue';
import type { State } from '../../nodes/Ecotrack/watch/state';
import { Engine } from '../../test/support/engine';
import { TriggerHost } from '../../test/support/trigger-host';
import { cpuNow } from '../measurement';
import { type Ask, isFinal, Shop, START } from './shop';
import { emptySpan, type Report, type Sample, type Setting, type Span } from './span';

const MB = 1e6;
const heapNow = () => {
	const { heapUsed, external } = process.memoryUsage();
	return (heapUsed + external) / MB;
};

/** More than once, since what a sweep ends may hold something, such as the timer of a request. */
async function sweptHeap(): Promise<number> {
	for (let times = 0; times < 3; times++) {
		global.gc?.();
		await setImmediate();
	}
	return heapNow();
}

const clock = { now: START };
Date.now = () => clock.now;

/** Of the poll at work: its CPU, what of that the account took, and the fullest heap where it is looked at. */
const meter = { cpuMs: 0, outsideMs: 0, fullestMb: NaN };
const look = () => {
	if (!Number.isNaN(meter.fullestMb)) meter.fullestMb = Math.max(meter.fullestMb, heapNow());
};

/** By base URL. */
const shops = new Map<string, Shop>();
let warnings = 0;

class MeasuredHost extends TriggerHost {
	private isNew = true;

	get shop(): Shop {
		return shops.get(String(this.credential.baseUrl)) as Shop;
	}

	get remembered(): State {
		return this.state as unknown as State;
	}

	async next(): Promise<IDataObject[] | null> {
		const isFirst = this.isNew;
		this.isNew = false;
		return isFirst ? await this.register('activate') : await this.poll();
	}

	protected override contextOf(
		activation: WorkflowActivateMode,
		mode?: WorkflowExecuteMode,
		budgetMs?: number,
	): PollContext {
		const context = super.contextOf(activation, mode, budgetMs);
		const warn = () => void warnings++;
		const logger = { debug: () => {}, info: () => {}, warn, error: warn };
		Object.defineProperty(context, 'logger', { value: logger });
		const httpRequestWithAuthentication = async (_: string, request: HttpRequest) =>
			await Promise.resolve(answer(this.shop, request));
		Object.assign(context.helpers, { httpRequestWithAuthentication });
		return context;
	}

	protected override async run(context: PollContext) {
		meter.outsideMs = 0;
		const began = cpuNow();
		const items = await super.run(context);
		meter.cpuMs = cpuNow() - began - meter.outsideMs;
		look();
		return items;
	}
}

interface HttpRequest {
	url: string;
	qs: Ask['query'];
}

/** In the place of n8n's request helper: no HTTP, but the body comes as a stream. */
function answer(shop: Shop, { url, qs }: HttpRequest) {
	const began = cpuNow();
	const text = shop.answer({ path: url.replace('/api/v1/', ''), query: qs });
	clock.now = shop.now;
	meter.outsideMs += cpuNow() - began;
	look();
	return { statusCode: 200, headers: {}, body: Readable.from([Buffer.from(text)]) };
}

/** When the finals that count are reached. */
const counted = { from: Infinity, to: Infinity };

async function poll(host: MeasuredHost, span: Span, isSampled: boolean): Promise<void> {
	const before = isSampled ? await sweptHeap() : NaN;
	const warned = warnings;
	meter.fullestMb = before;
	note(span, host.shop, (await host.next()) ?? []);
	span.cpuMs.push(meter.cpuMs);
	if (warnings > warned) span.warned++;
	const addedMb = meter.fullestMb - before;
	if (isSampled) span.samples.push({ addedMb, ...(await sample(host.remembered)) });
}

function note(span: Span, shop: Shop, items: readonly IDataObject[]): void {
	span.events += items.length;
	if (items.length > 0) span.pollsWithEvents++;
	for (const { tracking, status, previousStatus } of items as Array<Record<string, string>>) {
		const { at, isOutcome } = shop.changeOf(tracking, previousStatus);
		if (isOutcome) span.outcomes.push((shop.now - at) / MINUTE);
		const end = isFinal(status) ? shop.endOf(tracking) : NaN;
		if (end >= counted.from && end < counted.to) span.finalsTold++;
	}
}

async function sample(state: State): Promise<Omit<Sample, 'addedMb'>> {
	const count = (isWanted: (list: string) => boolean) =>
		Object.entries(state.q)
			.filter(([list]) => isWanted(list))
			.reduce((all, [, joined]) => all + joined.split(',').length, 0);
	const active = count((list) => !isEndedList(list));
	const ended = count(isEndedList);
	const stateBytes = JSON.stringify(state).length;
	return { keptMb: await sweptHeap(), stateBytes, active, ended };
}

async function measure(setting: Setting): Promise<void> {
	const { triggers, size, days, persistence, details, settleMs, tailMs } = setting;
	const engine = await Engine.load();
	const hosts = Array.from({ length: triggers }, (_, index) => {
		const baseUrl = `https://shop-${index}.example.com`;
		// A day more, in which the baseline is taken.
		const wholeMs = DAY + settleMs + days * DAY + tailMs;
		shops.set(baseUrl, new Shop(size, wholeMs, index + 1));
		// Beside these, as the trigger is dropped on the canvas.
		const options = details ? {} : { includeOrderDetails: false };
		const parameters = { triggerOn: ['orderStatusChanged'], filters: {}, options };
		const credential = { carrier: 'custom', baseUrl, apiToken: `bench-${index}` };
		return new MeasuredHost(engine, parameters, credential, persistence);
	});
	report({ told: 'open', emptyMb: await sweptHeap() });

	let at = START;
	/** One poll of each, in turn over the minute; of one of them the memory is looked at. */
	const pollAll = async (span: Span, sampled = -1) => {
		for (const [index, host] of hosts.entries()) {
			const due = at + Math.floor((index * MINUTE) / triggers);
			host.shop.now = clock.now = Math.max(host.shop.now, due);
			await poll(host, span, index === sampled);
		}
		at += MINUTE;
	};
	const pollFor = async (span: Span, ms: number) => {
		for (const end = at + ms; at < end;) await pollAll(span);
	};
	const asked = () => hosts.reduce((sum, { shop }) => sum + shop.requests, 0);
	while (!hosts.every(({ remembered }) => remembered.stage === 3)) await pollAll(emptySpan());
	await pollFor(emptySpan(), settleMs);
	Object.assign(counted, { from: at, to: at + days * DAY });
	for (let hour = 0; at < counted.to; hour++) {
		const span = emptySpan();
		const before = asked();
		await pollAll(span, hour % triggers);
		await pollFor(span, HOUR - MINUTE);
		span.requests = asked() - before;
		report({ told: 'hour', span });
	}
	const tail = emptySpan();
	await pollFor(tail, tailMs);
	const finals = hosts.reduce((sum, { shop }) => sum + shop.countEnds(counted.from, counted.to), 0);
	report({ told: 'end', tail, finals });
}

function report(message: Report): void {
	process.send?.(message);
}

void measure(JSON.parse(process.argv[2]) as Setting).catch((error: Error) => {
	console.error(error);
	process.exit(1);
});
// Whoever started it has gone.
process.on('disconnect', () => process.exit(0));
