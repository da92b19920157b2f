/** `npm run bench`: what the package costs, as pages of docs/benchmarks. `-- NAME ...` measures only some. */
import '../test/support/environment';
import { measureCreate, measureLimits, measureListing, measureStatuses } from './actions';
import { writeChapter, writeContents, type Chapter } from './chapter';
import { measureAnswers } from './answers';
import { measureDatabase } from './database';
import { measureDays } from './database/writes';
import { measureDescription } from './description';
import { measureLoad } from './load';
import { measureLoading } from './loading';
import { describeMachine, toTable } from './measurement';
import { measureOverhead } from './overhead';
import { measurePlaces } from './places';
import { hostNodes } from './platform';
import { measureWatch } from './watch';

const CHAPTERS: Chapter[] = [
	{
		name: 'statuses',
		title: 'The statuses of many orders',
		intro:
			"Get Statuses beside n8n's HTTP Request node with one request per order, and beside the bare wire.",
		measure: measureStatuses,
	},
	{
		name: 'create',
		title: '1,000 new orders',
		intro: 'Create Many beside Create, one by one.',
		measure: measureCreate,
	},
	{
		name: 'listing',
		title: '10,000 orders with Return All',
		intro: 'Requests, time and memory, in a process of its own.',
		measure: async () => ({ tables: [toTable('', await measureListing())] }),
	},
	{
		name: 'limits',
		title: 'Under the documented limits',
		intro:
			'10,000 statuses and 10,000 listed orders at 50 requests a minute, beside the least time that such a limit allows.',
		measure: measureLimits,
	},
	{
		name: 'trigger',
		title: 'How soon the trigger notices',
		intro:
			'The real watcher on a virtual clock with the documented limits, by orders in process and time between polls.',
		measure: measureWatch,
	},
	{
		name: 'load',
		title: 'Under load',
		intro:
			'60,000 orders in one trigger for a week, and a hundred triggers of 1,000 orders in one process: CPU and memory per poll, and what grows. Takes half an hour.',
		measure: measureLoad,
	},
	{
		name: 'places',
		title: 'Place names',
		intro:
			'Of all communes of the country, written as customers write them: how many are taken rightly, refused, or taken for another one.',
		measure: measurePlaces,
	},
	{
		name: 'answers',
		title: 'Answers without end',
		intro:
			"The memory that an answer takes which unpacks to far more than it should, through our client and through n8n's own request helper.",
		measure: async () => ({ tables: [toTable('', await measureAnswers())] }),
	},
	{
		name: 'loading',
		title: 'Loading the nodes',
		intro:
			"What n8n pays at its start for having this package, and the node's description anew in a process that has it.",
		measure: async () => ({
			tables: [
				toTable('Both nodes in a fresh process, beyond n8n-workflow', await measureLoading()),
				toTable("The action node's description", await measureDescription()),
			],
		}),
	},
	{
		name: 'overhead',
		title: 'One request',
		intro: "What our client adds to n8n's own request helper.",
		measure: async () => ({
			tables: [toTable('', await measureOverhead())],
		}),
	},
	{
		name: 'database',
		title: "n8n's database",
		intro:
			'What a watching trigger adds to it, in a run and in a day. Needs an installed n8n (`npm run n8n:install`); takes ten minutes.',
		measure: async () => {
			const table = toTable('', await measureDatabase());
			const { tables, note } = await measureDays();
			return { tables: [table, ...tables], note };
		},
	},
];

async function main(): Promise<void> {
	const names = process.argv.slice(2);
	const unknown = names.find((name) => !CHAPTERS.some((chapter) => chapter.name === name));
	if (unknown) {
		const known = CHAPTERS.map(({ name }) => name).join(', ');
		throw new Error(`There is no chapter ${unknown}; choose from ${known}`);
	}
	process.stdout.write(`Measured on ${describeMachine()}\n\n`);
	const hasHost = hostNodes().length > 0;
	if (!hasHost) {
		process.stdout.write(
			'No n8n is installed here (npm run n8n:install), so the HTTP Request node and the database are left out.\n\n',
		);
	}
	for (const chapter of CHAPTERS) {
		const { name, title } = chapter;
		if (names.length > 0 ? !names.includes(name) : name === 'database' && !hasHost) continue;
		process.stderr.write(`… ${title}\n`);
		process.stdout.write(`## ${title}\n\n${writeChapter(chapter, await chapter.measure())}\n`);
	}
	writeContents(CHAPTERS);
}

void main().then(
	() => process.exit(),
	(error: Error) => {
		console.error(error.message);
		process.exit(1);
	},
);
