/** Something a person can mend: the message says what happened and what to do. */
export class Trouble extends Error {
	/** @param output what the failing command printed, for those who want to dig */
	constructor(
		message: string,
		readonly output = '',
	) {
		super(message);
		this.name = 'Trouble';
	}
}

/** What npm, node-gyp and the system print, and what it means. The first match counts. */
const KNOWN: Array<[pattern: RegExp, meaning: string]> = [
	[
		/ENOSPC|no space left on device/i,
		'The disk is full. n8n needs about 4 GB; free some space and run the same command again.',
	],
	[
		/ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|ECONNREFUSED|ETIMEDOUT|ECONNRESET|ERR_SOCKET_TIMEOUT/,
		'The npm registry cannot be reached. Check the network (and the proxy, if there is one) and run the same command again; what is there already is kept.',
	],
	[
		/\bE401\b|\bE403\b|\bE429\b|\bE5\d\d\b|ENEEDAUTH/,
		'The npm registry refuses the download. Check `npm config get registry` and the login it needs, or try again later.',
	],
	[
		/\bETARGET\b|\bE404\b|No matching version/,
		'The npm registry does not have a package that is needed. Another n8n can be chosen with the environment variable N8N_VERSION.',
	],
	[
		/gyp ERR!|node-gyp|not found: make|make: command not found/,
		'The database module of n8n (sqlite3) could not be compiled. It needs python3, make and a C++ compiler (Debian and Ubuntu: `apt-get install python3 make g++`).',
	],
	[
		/\bEACCES\b|\bEPERM\b|permission denied/i,
		'A folder may not be written. Run the command as the user who owns this folder, or choose another with ECOTRACK_RUNTIME_DIR.',
	],
];

/** What the output of a failed command means for a person, or undefined if nothing known is in it. */
export function explainOutput(output: string): string | undefined {
	return KNOWN.find(([pattern]) => pattern.test(output))?.[1];
}
