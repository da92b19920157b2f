import type { RequestLog } from '../http/request-log';
import type { Backstage } from '../http/respond';
import type { SideDoor } from '../http/server';

/** The web page of a sandbox and what it talks to, outside the API and its rate windows. */
export function createConsole(backstage: Backstage, requests: RequestLog[]): SideDoor {
	return () => backstage === undefined && requests.length < 0;
}
