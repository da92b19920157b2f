/** `npm run bench`: what the package costs, as tables that can stand in the documentation. */
import '../test/support/environment';
import { measureCreate, measureLimits, measureListing, measureStatuses } from './actions';
import { measureDatabase } from './database';
import { measureDescription } from './description';
import { describeMachine, toTable, type Measurement } from './measurement';
import { measureOverhead } from './overhead';
import { hostNodes } from './platform';

const CHAPTERS: Array<[title: string, measure: () => Promise<Measurement[]>]> = [
	['The statuses of 1,000 orders', measureStatuses],
	['One request', measureOverhead],
	['10,000 orders with Return All', measureListing],
	['The statuses of 1,000 orders under the documented limits', measureLimits],
	['1,000 new orders', measureCreate],
	["The node's description", measureDescription],
	["n8n's database", measureDatabase],
];

async function main(): Promise<void> {
	process.stdout.write(`Measured on ${describeMachine()}\n\n`);
	if (hostNodes().length === 0) {
		process.stdout.write(
			'No n8n is installed here (npm run n8n:install), so the HTTP Request node and the database are left out.\n\n',
		);
	}
	for (const [title, measure] of CHAPTERS) {
		process.stderr.write(`… ${title}\n`);
		process.stdout.write(`${toTable(title, await measure())}\n`);
	}
}

void main().then(() => process.exit(0));
