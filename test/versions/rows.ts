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

/** n8n's own scheduler polls, without and with durable cursors; only newer ones have it. */
const SCHEDULER: Topic[] = [
	{ title: 'scheduler', suites: ['trigger-scheduled'] },
	{ title: 'durable cursors', suites: ['trigger-durable'] },
];

/** An n8n in which the package is tried. */
export interface Row {
	version: string;
	topics: Topic[];
	/** What the full names of those tests end in which this n8n fails whatever the package does. */
	differences?: string[];
}

/** An older n8n reads only answers with 2xx and 4xx by the credential's rules; README.md says so. */
const OWN_WORDS = [
	'at an address that sends requests on says that there is another address',
	'names a host where nothing listens',
	'says of a platform under maintenance that it is not available',
];

/** The newest that installs whole from npm, and one of each time, by the Node it needs. */
export const ROWS: Row[] = [
	{ version: pinnedN8n, topics: [...COMMON, ...SCHEDULER] },
	{ version: '2.37.11', topics: [...COMMON, ...SCHEDULER] },
	{ version: '2.20.12', topics: COMMON, differences: OWN_WORDS },
	{ version: '2.8.4', topics: COMMON, differences: OWN_WORDS },
];
