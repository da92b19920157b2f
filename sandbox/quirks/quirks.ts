import type { Answer } from '../http/answer';
import type { Call } from '../http/call';
import type { Platform } from '../platform/platform';
import { QUIRKS, type QuirkName } from '.';
import type { Quirk, QuirkOptions } from './quirk';

interface Switch {
	options: QuirkOptions;
	passed: number;
	acted: number;
}

/** The switchboard: which quirks are on, and when each of them acts. */
export class Quirks {
	private readonly switches = new Map<string, Switch>();

	constructor(
		readonly token: string,
		private readonly platform: Platform,
	) {}

	/** Switches a quirk on; one that is on already starts anew with these options. */
	on(name: QuirkName, options: QuirkOptions = {}): void {
		if (!QUIRKS.some((quirk) => quirk.name === name))
			throw new RangeError(`No such quirk: ${name}`);
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
		const quirk = QUIRKS.find((other) => other.name === name) as Quirk;
		return this.run(quirk, call, () => true) ?? false;
	}

	/** The answer of a quirk that stands in front of the platform. */
	replace(call: Call): Answer | undefined {
		return this.first(call, (quirk) => quirk.replace);
	}

	/** The answer of a quirk that refuses in place of the endpoint. */
	refuse(call: Call): Answer | undefined {
		return this.first(call, (quirk) => quirk.refuse);
	}

	/** The answer after every quirk that changes it. */
	change(answer: Answer, call: Call): Answer {
		let changed = answer;
		for (const quirk of QUIRKS as readonly Quirk[]) {
			const { change } = quirk;
			if (!change) continue;
			const act = (options: QuirkOptions) =>
				change(changed, { call, options, platform: this.platform });
			changed = this.run(quirk, call, act) ?? changed;
		}
		return changed;
	}

	private first(call: Call, select: (quirk: Quirk) => Quirk['replace']): Answer | undefined {
		for (const quirk of QUIRKS as readonly Quirk[]) {
			const give = select(quirk);
			if (!give) continue;
			const act = (options: QuirkOptions) => give({ call, options, platform: this.platform });
			const answer = this.run(quirk, call, act);
			if (answer) return answer;
		}
		return undefined;
	}

	/** Lets a quirk act if it is on, meant for this endpoint, and its turn. */
	private run<T>(
		quirk: Quirk,
		call: Call,
		act: (options: QuirkOptions) => T | undefined,
	): T | undefined {
		const on = this.switches.get(quirk.name);
		const path = on?.options.path ?? quirk.path ?? '*';
		if (!on || (path !== '*' && path !== call.path)) return undefined;
		if (on.acted >= (on.options.times ?? Infinity)) return undefined;
		if (on.passed < (on.options.after ?? 0)) {
			on.passed += 1;
			return undefined;
		}
		const result = act(on.options);
		if (result !== undefined) on.acted += 1;
		return result;
	}
}
