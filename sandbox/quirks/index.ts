import type { Answer } from '../http/answer';
import type { Call } from '../http/call';
import type { Platform } from '../platform/platform';
import { ORDER_QUIRKS } from './orders';
import { PAGE_QUIRKS } from './pages';
import type { Quirk, QuirkOptions, Scene } from './quirk';
import { ACCOUNT_QUIRKS, REFUSAL_QUIRKS } from './refusals';
import { SPELLING_QUIRKS } from './spelling';
import { STATUS_QUIRKS } from './statuses';
import { TENANT_QUIRKS } from './tenants';
import { WIRE_QUIRKS } from './wire';

/** Every quirk, in the order in which they act: what is said first, the line it goes over last. */
export const QUIRKS = {
	...ACCOUNT_QUIRKS,
	...REFUSAL_QUIRKS,
	...STATUS_QUIRKS,
	...PAGE_QUIRKS,
	...ORDER_QUIRKS,
	...TENANT_QUIRKS,
	...SPELLING_QUIRKS,
	...WIRE_QUIRKS,
};

export type QuirkName = keyof typeof QUIRKS;

/** The same quirks, as a person looks for them. */
export const QUIRK_GROUPS: Readonly<Record<string, Partial<Record<QuirkName, Quirk>>>> = {
	'Connection and server': WIRE_QUIRKS,
	'Token and limits': ACCOUNT_QUIRKS,
	Refusals: REFUSAL_QUIRKS,
	'Status batch': STATUS_QUIRKS,
	Pages: PAGE_QUIRKS,
	'Orders and labels': ORDER_QUIRKS,
	'Other tenants': TENANT_QUIRKS,
	Spelling: SPELLING_QUIRKS,
};

export const isQuirkName = (name: unknown): name is QuirkName =>
	typeof name === 'string' && Object.hasOwn(QUIRKS, name);

const NAMES = Object.keys(QUIRKS) as QuirkName[];

interface Switch {
	options: QuirkOptions;
	passed: number;
	acted: number;
}

/** The switchboard: which quirks are on, and when each of them acts. */
export class Quirks {
	private readonly switches = new Map<QuirkName, Switch>();

	constructor(
		readonly token: string,
		private readonly platform: Platform,
	) {}

	/** Switches a quirk on; one that is on already starts anew with these options. */
	on(name: QuirkName, options: QuirkOptions = {}): void {
		if (!isQuirkName(name)) throw new RangeError(`No such quirk: ${String(name)}`);
		this.switches.set(name, { options, passed: 0, acted: 0 });
	}

	off(name: QuirkName): void {
		this.switches.delete(name);
	}

	isOn(name: QuirkName): boolean {
		return this.switches.has(name);
	}

	clear(): void {
		this.switches.clear();
	}

	/** True when a quirk that other code looks up acts on this call; counts as one time. */
	acts(name: QuirkName, call: Call): boolean {
		return this.run(name, call, () => true) ?? false;
	}

	/** The answer of a quirk that stands in front of the platform. */
	replace(call: Call): Answer | undefined {
		return this.first('replace', call);
	}

	/** The answer of a quirk that refuses in place of the endpoint. */
	refuse(call: Call): Answer | undefined {
		return this.first('refuse', call);
	}

	/** The answer after every quirk that changes it. */
	change(answer: Answer, call: Call): Answer {
		return NAMES.reduce((changed, name) => {
			const { change } = QUIRKS[name];
			return this.run(name, call, change && ((scene) => change(changed, scene))) ?? changed;
		}, answer);
	}

	private first(moment: 'replace' | 'refuse', call: Call): Answer | undefined {
		for (const name of NAMES) {
			const answer = this.run(name, call, QUIRKS[name][moment]);
			if (answer) return answer;
		}
		return undefined;
	}

	/** Lets a quirk act if it is on, meant for this endpoint, and its turn. */
	private run<T>(
		name: QuirkName,
		call: Call,
		act: ((scene: Scene) => T | undefined) | undefined,
	): T | undefined {
		const on = this.switches.get(name);
		if (!on || !act) return undefined;
		const { options } = on;
		const path = options.path ?? QUIRKS[name].path ?? '*';
		if (path !== '*' && path !== call.path) return undefined;
		if (on.acted >= (options.times ?? Infinity)) return undefined;
		if (on.passed < (options.after ?? 0)) {
			on.passed += 1;
			return undefined;
		}
		const result = act({ call, options, platform: this.platform });
		if (result !== undefined) on.acted += 1;
		return result;
	}
}
