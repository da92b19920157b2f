/** What an n8n needs to be installed and started. */
export interface Needs {
	/** Major version of Node. */
	node: number;
	/** A newer Node will do as well, as far as anybody knows. */
	orNewer?: true;
	/** Versions of packages that n8n itself takes from somewhere outside of npm. */
	overrides?: Record<string, string>;
}

/** n8n takes it from a host of its makers. */
const XLSX = { xlsx: '0.18.5' };

/** By the first n8n that needs it, newest first; n8n says so itself, under `engines`. */
const NEEDS: Array<[major: number, minor: number, needs: Needs]> = [
	[2, 36, { node: 24, orNewer: true }],
	[2, 9, { node: 22, overrides: XLSX }],
	[0, 0, { node: 20, overrides: XLSX }],
];
const NEWEST = NEEDS[0][2];

/** What the n8n of that version needs. A version that is a name, such as `latest`, is a new one. */
export function needsOf(version: string): Needs {
	const [major, minor] = version.split('.').map(Number);
	const found = NEEDS.find((from) => major > from[0] || (major === from[0] && minor >= from[1]));
	return found?.[2] ?? NEWEST;
}
