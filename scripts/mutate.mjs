/**
 * `npm run mutate [file ...]`: breaks the code that money and events depend on, piece by piece, and reports
 * what no test noticed (docs/guarantees.md). Not part of CI: all of it takes hours, one file minutes.
 */
import process from 'node:process';

import { Stryker } from '@stryker-mutator/core';

const engine = (...names) => names.map((name) => `engine/${name}`);
const order = (...names) => names.map((name) => `nodes/Ecotrack/actions/order/${name}`);
const transport = (...names) => names.map((name) => `nodes/Ecotrack/transport/${name}`);
const watch = (...names) => names.map((name) => `watch/${name}`);

/** The tests that each file is judged by: those written for it, since all of them would take days. */
const TESTS = {
	'actions/order/create': [...order('create'), ...engine('create')],
	'actions/order/createMany': [...order('createMany', 'matching'), ...engine('create-many')],
	'actions/order/matching': order('matching'),
	'actions/order/results': order('results'),
	'actions/order/update': [...order('update'), ...engine('draft-orders')],
	'platform/values': ['nodes/Ecotrack/platform/values'],
	'transport/batches': transport('batches', 'bisect'),
	'transport/rateLimits': transport('rateLimits'),
	'transport/response': transport('response', 'batches'),
	'watch/discovery': watch('discovery', 'sweep', 'cycle'),
	'watch/events': watch('events'),
	'watch/queue': watch('queue'),
	'watch/refresh': watch('refresh', 'cycle'),
	'watch/state': watch('state'),
};

const NOTICED = ['Killed', 'Timeout'];
const MISSED = ['Survived', 'NoCoverage'];

const asked = process.argv.slice(2);
const unknown = asked.filter((file) => !(file in TESTS));
if (unknown.length > 0) {
	console.error(
		`Not among the files: ${unknown.join(', ')}. Choose from ${Object.keys(TESTS).join(', ')}`,
	);
	process.exit(1);
}

const rows = [];
for (const file of asked.length > 0 ? asked : Object.keys(TESTS)) {
	const testMatch = TESTS[file].map((name) => `**/test/${name}.test.ts`);
	const stryker = new Stryker({
		mutate: [`nodes/Ecotrack/${file}.ts`],
		jest: {
			configFile: 'jest.mutate.config.js',
			config: { testMatch },
			enableFindRelatedTests: false,
		},
	});
	const results = await stryker.runMutationTest();
	const count = (statuses) => results.filter(({ status }) => statuses.includes(status)).length;
	const [noticed, missed] = [count(NOTICED), count(MISSED)];
	const pieces = noticed + missed;
	rows.push({ file, pieces, missed, noticed: `${((100 * noticed) / pieces).toFixed(1)} %` });
}
console.table(rows);
