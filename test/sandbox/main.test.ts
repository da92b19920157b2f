import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { request } from 'undici';
import { withSandbox } from './wire';

const ROOT = join(__dirname, '../..');

/** `npm run sandbox`, without npm in between; ends with the process. */
function start(...flags: string[]) {
	const child = spawn(process.execPath, ['--import', 'tsx', 'sandbox/main.ts', ...flags], {
		cwd: ROOT,
	});
	let output = '';
	const ended = new Promise<{ code: number | null; output: string }>((resolve) =>
		child.once('close', (code) => resolve({ code, output })),
	);
	const printed = new Promise<string>((resolve) => {
		for (const stream of [child.stdout, child.stderr])
			stream.on('data', (chunk: Buffer) => {
				output += chunk.toString();
				if (output.includes('Ctrl-C')) resolve(output);
			});
		void ended.then(() => resolve(output));
	});
	return { child, printed, ended };
}

describe('npm run sandbox', () => {
	it('prints address, token and page, serves them, and stops when told', async () => {
		const { child, printed, ended } = start('--port', '0', '--orders', '5', '--speed', '100');
		try {
			const output = await printed;
			expect(output).toMatch(/API token +sandbox-token/);
			const [, page] = /Web page +(\S+)/.exec(output) ?? [];
			const reply = await request(page);
			expect(reply.statusCode).toBe(200);
			await reply.body.dump();
		} finally {
			child.kill('SIGINT');
		}
		expect((await ended).code).toBe(0);
	});

	it('says what to do when the port is taken', async () => {
		await withSandbox({}, async ({ url }) => {
			const { code, output } = await start('--port', new URL(url).port).ended;
			expect(code).toBe(1);
			expect(output).toMatch(/^That port is in use\. .*--port/);
		});
	});

	it('explains a flag it does not know, and a number that is none', async () => {
		const [unknown, wrong] = await Promise.all([
			start('--color').ended,
			start('--orders', 'many').ended,
		]);
		expect(unknown).toMatchObject({ code: 1, output: expect.stringContaining('--orders 60') });
		expect(wrong.output).toMatch(/^--orders takes a number from 0 to 100000, not "many"/);
	});
});
