/**
 * The long form of killed.test.ts: `npm run test:kills -- --kills 20 --seed 1`. Prints what each kill
 * did, and the counts of each mode.
 */
import { parseArgs } from 'node:util';
import { startProgress } from '../../host/command';
import { findRuntime } from '../../host/install';
import { packPackage } from '../../host/pack';
import { killAtWill, type Mode, type Plan } from './support/killing';
import { DURABLE } from './support/modes';
import { sumUp } from './support/books';

const { values } = parseArgs({
	options: {
		kills: { type: 'string', default: '20' },
		seed: { type: 'string', default: '1' },
		accounts: { type: 'string', default: '2' },
		engine: { type: 'string', default: 'classic,durable' },
	},
});

const ENGINES: Record<string, Pick<Plan, 'modes' | 'env'>> = {
	classic: { modes: ['classic', 'repeat'] satisfies Mode[] },
	durable: { modes: ['durable', 'durable, repeat'], env: DURABLE },
};

async function main(): Promise<void> {
	const say = startProgress();
	const runtime = findRuntime();
	if (!runtime) throw new Error('n8n is not installed here; `npm run n8n:install` gets it');
	const packed = await packPackage(runtime.folders.packed, say);
	for (const engine of values.engine.split(',')) {
		const [kills, seed, accounts] = [values.kills, values.seed, values.accounts].map(Number);
		const plan = { runtime, packed, kills, seed, accounts, say, ...ENGINES[engine] };
		for (const [mode, books] of await killAtWill(plan)) {
			console.log(mode, JSON.stringify(sumUp(books), null, 2));
			const violations = books.flatMap((book) => book.violations);
			const lost = books.flatMap((book) => book.lostFinals);
			for (const violation of violations.slice(0, 20)) console.log(`  ${violation}`);
			if (lost.length > 0) console.log(`  finals lost: ${lost.join(', ')}`);
			if (violations.length > 0 || (mode !== 'classic' && lost.length > 0)) process.exitCode = 1;
		}
	}
}

void main();
