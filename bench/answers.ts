/**
 * The memory that an answer without end can take, through our client and through
 * n8n's own request helper. Each is measured in a process of its own, by the most memory that was ever resident.
 */
import '../test/support/environment';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

import { send } from '../nodes/Ecotrack/transport/client';
import { startCanned } from '../test/support/canned';
import { Engine } from '../test/support/engine';
import type { Measurement } from './measurement';

const MIB = 2 ** 20;
const SIZES = [128, 512];
const OURS = 'our client';

/** Gzip of so many megabytes of blanks; a thousandth of that on the wire. */
const bomb = (mebibytes: number) => gzipSync(Buffer.alloc(mebibytes * MIB, ' '));

/** Megabytes that the answer on standard input took, more than one that is small. */
async function measure(sender: string): Promise<number> {
	let body = bomb(1);
	const engine = await Engine.load();
	const server = await startCanned(() => ({ headers: { 'Content-Encoding': 'gzip' }, body }));
	const credential = { carrier: 'custom', baseUrl: server.url, apiToken: 'bench-token' };
	const context = engine.executeContext(credential);
	const ask = async () =>
		sender === OURS
			? await send(context, { method: 'GET', path: 'get/wilayas' })
			: await context.helpers.httpRequestWithAuthentication.call(context, 'ecotrackApi', {
					url: '/api/v1/get/wilayas',
					encoding: 'arraybuffer',
				});
	await ask();
	const before = process.resourceUsage().maxRSS;
	body = readFileSync(0);
	await ask();
	const after = process.resourceUsage().maxRSS;
	await server.close();
	return (after - before) / 1024;
}

function measureApart(sender: string, size: number): number {
	const env = { ...process.env, SENDER: sender };
	const args = [...process.execArgv, __filename];
	return Number(execFileSync(process.execPath, args, { env, input: bomb(size), encoding: 'utf8' }));
}

export async function measureAnswers(): Promise<Measurement[]> {
	const rows = SIZES.flatMap((size) =>
		[OURS, "n8n's bare helper"].map((sender) => ({
			name: `${size} MB of blanks in gzip, ${sender}`,
			value: measureApart(sender, size),
			unit: 'MB more',
		})),
	);
	return await Promise.resolve(rows);
}

const { SENDER } = process.env;
if (require.main === module && SENDER) {
	void measure(SENDER)
		.then((mebibytes) => process.stdout.write(String(mebibytes)))
		.then(() => process.exit(0));
}
