import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { logIn } from '../../host/rest';
import { answers } from '../../host/server';

it("keeps no connection, which n8n may have closed by the next request without this process's noticing", async () => {
	const asked: Array<[path?: string, connection?: string]> = [];
	const server = createServer(({ url, headers }, response) => {
		asked.push([url, headers.connection]);
		response.end('{"data":{"userManagement":{}}}');
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

	expect(await answers(`${url}/healthz/readiness`)).toBe(true);
	await logIn(url, { email: '', password: '', firstName: '', lastName: '' });
	server.close();

	expect(asked).toEqual([
		['/healthz/readiness', 'close'],
		['/rest/settings', 'close'],
		['/rest/login', 'close'],
	]);
});
