import { startCanned, type CannedServer } from '../support/canned';
import { openLab } from '../support/lab';
import { EXAMPLES } from '../support/parameters';

jest.mock('n8n-workflow', () => jest.requireActual('../support/pauses').withoutSleeping());

const lab = openLab();
let other: CannedServer;

beforeEach(async () => {
	other = await startCanned(() => ({ body: '{"success":true,"data":[]}' }));
});
afterEach(async () => await other.close());

const run = async (operation: string) =>
	await lab.run(operation, EXAMPLES[operation](lab.sandbox.platform));

describe.each([301, 302, 303, 307, 308])('a %i to another host', (status) => {
	it.each(['order.getAll', 'order.getStatuses', 'remark.add', 'return.request'])(
		'is not followed: %s',
		async (operation) => {
			lab.sandbox.quirks.on('moved-alias', { host: other.url, status });
			const { error } = await run(operation);
			expect(error?.message).toBe(`The carrier's platform has moved to ${other.url}`);
			expect(error?.description).toMatch(
				new RegExp(`'Other Carrier \\(Custom URL\\)' and enter ${other.url} as Base URL`),
			);
			expect(other.requests).toEqual([]);
			expect(lab.asked()).toHaveLength(1);
		},
	);
});

it.each(['order.getAll', 'remark.add'])(
	'a redirect to the login page is told like a refused token: %s',
	async (operation) => {
		lab.sandbox.quirks.on('login-redirect', { times: 1 });
		const { error } = await run(operation);
		expect(error?.message).toBe('The carrier did not accept the API token');
		expect(lab.asked()).toHaveLength(1);
	},
);

it.each([
	['order.getAll', /not available right now \(HTTP 302\)/],
	['remark.add', /outcome of this request is unknown \(HTTP 302\)/],
])('a redirect to another page of the platform is no new address: %s', async (operation, words) => {
	lab.sandbox.quirks.on('login-redirect', { value: '/maintenance', times: 1 });
	const { error } = await run(operation);
	expect(error?.message).toMatch(words);
	expect(`${error?.message}${error?.description}`).not.toMatch(/has moved|Base URL/);
	expect(lab.asked()).toHaveLength(1);
});

it('once the credential names the new host, the token goes there alone', async () => {
	lab.credential.baseUrl = other.url;
	await run('order.getStatuses');
	expect(other.requests).toHaveLength(1);
	expect(other.requests[0]).toContain(`Bearer ${lab.sandbox.token}`);
	expect(lab.asked()).toEqual([]);
});
