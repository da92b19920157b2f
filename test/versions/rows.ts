import { pinnedN8n } from '../../host/folders';

/** What a running n8n is asked, by the suites of test/n8n that ask it. */
export interface Topic {
	/** The heading of its column. */
	title: string;
	suites: string[];
}

const COMMON: Topic[] = [
	{ title: 'installs, loads', suites: ['install'] },
	{ title: 'credential test', suites: ['credential'] },
	{ title: 'actions', suites: ['workflow'] },
	{ title: 'workflows saved before', suites: ['saved-workflows'] },
	{ title: 'trigger, restart', suites: ['trigger-restart'] },
	{ title: 'token shows nowhere', suites: ['leak'] },
];

/** n8n's own scheduler polls, with and without durable cursors; only newer ones have it. */
const SCHEDULER: Topic = { title: 'scheduler', suites: ['trigger-scheduled', 'trigger-durable'] };

/** A test that an n8n does not pass by itself, whatever the package does. */
export interface Difference {
	/** What its full name ends in. */
	test: string;
	/** What that n8n does instead, as a sentence of README.md. */
	how: string;
}

/** An n8n in which the package is tried. */
export interface Row {
	version: string;
	topics: Topic[];
	differences?: Difference[];
}

const OWN_WORDS =
	"where the carrier's host answers the credential test with a redirect or not at all, n8n says so in words of its own";

const DIFFERENCES_OF_2_8: Difference[] = [
	{
		test: 'at an address that sends requests on says that there is another address',
		how: OWN_WORDS,
	},
	{ test: 'names a host where nothing listens', how: OWN_WORDS },
	{ test: 'says of a platform under maintenance that it is not available', how: OWN_WORDS },
];

/** The newest that installs whole from npm, and one of each time, by the Node it needs. */
export const ROWS: Row[] = [
	{ version: pinnedN8n, topics: [...COMMON, SCHEDULER] },
	{ version: '2.37.11', topics: [...COMMON, SCHEDULER] },
	{ version: '2.20.12', topics: COMMON },
	{ version: '2.8.4', topics: COMMON, differences: DIFFERENCES_OF_2_8 },
];
