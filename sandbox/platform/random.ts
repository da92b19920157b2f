/** Chance that repeats: the same seed gives the same orders, names and life cycles. */
export class Random {
	constructor(private state: number) {}

	/** A number from 0 up to, not including, 1 (a 32-bit mixing generator). */
	next(): number {
		this.state = (this.state + 0x9e3779b9) | 0;
		let mixed = this.state ^ (this.state >>> 16);
		mixed = Math.imul(mixed, 0x21f0aaad);
		mixed ^= mixed >>> 15;
		mixed = Math.imul(mixed, 0x735a2d97);
		return ((mixed ^ (mixed >>> 15)) >>> 0) / 4_294_967_296;
	}

	/** A whole number from 0 up to, not including, `end`. */
	below(end: number): number {
		return Math.floor(this.next() * end);
	}

	pick<T>(choices: readonly T[]): T {
		return choices[this.below(choices.length)];
	}
}
