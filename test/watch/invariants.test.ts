/**
 * The quick form of the fuzz (`npm run fuzz` is the long one): worlds drawn from seeds, in which the
 * process dies at any await and everything else goes wrong too.
 */
import { run } from './support/run';

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];

it.each(SEEDS)(
	'loses no final, invents nothing, breaks no chain and repeats nothing (seed %i)',
	async (seed) => {
		const { violations, counts } = await run(seed, 500);
		expect(violations).toEqual([]);
		expect(counts.events).toBeGreaterThan(0);
	},
);

it('plays the same life again for the same seed', async () => {
	expect(await run(9, 60)).toEqual(await run(9, 60));
});
