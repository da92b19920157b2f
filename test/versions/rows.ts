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
	{ title: 'trigger', suites: ['trigger-activation', 'trigger-watch'] },
	{ title: 'restart', suites: ['trigger-restart'] },
	{ title: 'token shows nowhere', suites: ['leak', 'trigger-leak'] },
];

/** n8n's own scheduler polls, with and without durable cursors; only newer ones have it. */
const SCHEDULER: Topic = { title: 'scheduler', suites: ['trigger-scheduled', 'trigger-durable'] };

/** An n8n in which the package is tried. */
export interface Row {
	version: string;
	topics: Topic[];
}

/** The newest that installs whole from npm, and one of each time, by the Node it needs. */
export const ROWS: Row[] = [
	{ version: pinnedN8n, topics: [...COMMON, SCHEDULER] },
	{ version: '2.37.11', topics: [...COMMON, SCHEDULER] },
	{ version: '2.20.12', topics: COMMON },
	{ version: '2.8.4', topics: COMMON },
];
