import { findRuntime } from '../../host/install';
import { type Books, sumUp } from './support/books';
import { killAtWill, type Mode, type Plan } from './support/killing';
import { DURABLE } from './support/modes';
import { describeN8n } from './support/n8n';
import { sharedN8n } from './support/shared';

/** `npm run test:kills` does the same twenty times, and counts. */
const KILLS = Number(process.env.KILLS ?? 3);
const SEED = Number(process.env.KILL_SEED ?? Date.now() % 100_000);

async function run(engine: Pick<Plan, 'modes' | 'env'>): Promise<Map<Mode, Books[]>> {
	const [runtime, packed] = [findRuntime(), sharedN8n()?.packed];
	if (!runtime || !packed) throw new Error('There is no n8n');
	const lines: string[] = [`Seed ${SEED} (KILL_SEED)`];
	const say = (line: string) => void lines.push(line);
	try {
		return await killAtWill({
			runtime,
			packed,
			kills: KILLS,
			seed: SEED,
			accounts: 2,
			say,
			...engine,
		});
	} finally {
		console.log(lines.join('\n'));
	}
}

const MODES: Mode[] = ['classic', 'repeat', 'durable', 'durable, repeat'];
const REPEATING: Mode[] = ['repeat', 'durable, repeat'];

const violationsOf = (books: Books[] = []) => books.flatMap(({ violations }) => violations);
const lostFinalsOf = (books: Books[] = []) => books.flatMap(({ lostFinals }) => lostFinals);

describeN8n('n8n killed at random moments while orders move', () => {
	const books = new Map<Mode, Books[]>();

	beforeAll(async () => {
		const engines = [
			run({ modes: ['classic', 'repeat'] }),
			run({ modes: ['durable', 'durable, repeat'], env: DURABLE }),
		];
		await Promise.allSettled(engines); // one that fails must not leave the other behind
		for (const engine of engines) {
			for (const [mode, accounts] of await engine) books.set(mode, accounts);
		}
	}, 1_800_000);

	it.each<Mode>(MODES)('%s: many orders have reached their end', (mode) => {
		const counts = sumUp(books.get(mode) ?? []);
		expect(counts.kills).toBe(KILLS);
		expect(counts['finals reached']).toBeGreaterThan(0);
	});

	it.each<Mode>(MODES)(
		'%s: nothing is invented, told twice or out of turn, and all is told in the end',
		(mode) => {
			expect(violationsOf(books.get(mode))).toEqual([]);
		},
	);

	it('classic: a final status is lost only with the batch that a kill in the hand-off lost', () => {
		const counts = sumUp(books.get('classic') ?? []);
		expect(counts['finals lost']).toBe(counts['of these finals']);
	});

	it.each(REPEATING)(
		'%s: with Repeat After Restart no final status is lost, and each is acted upon',
		(mode) => {
			expect(lostFinalsOf(books.get(mode))).toEqual([]);
			expect(sumUp(books.get(mode) ?? [])['of these final']).toBe(0);
		},
	);

	it('with Repeat After Restart all that a kill has lost comes back, marked', () => {
		const counts = sumUp(books.get('repeat') ?? []);
		expect(counts['of these lost before']).toBe(counts['events in lost batches']);
	});

	it('with durable cursors each event is handed over exactly once', () => {
		expect(lostFinalsOf(books.get('durable'))).toEqual([]);
		expect(sumUp(books.get('durable') ?? [])).toMatchObject({
			'events in lost batches': 0,
			'events told again, unmarked': 0,
			'events repeated on purpose': 0,
		});
	});
});
