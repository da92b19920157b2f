import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { installPackage } from '../host/community';
import { type CredentialInput, type CredentialReference } from '../host/credential';
import { saveCredential, testCredential, type Verdict } from '../host/credential';
import { installRuntime } from '../host/install';
import { packPackage } from '../host/pack';
import type { Say } from '../host/progress';
import { logIn, type Rest } from '../host/rest';
import { type Server, startServer } from '../host/server';
import { type Sandbox, startSandbox } from '../sandbox';
import { leaveFolder, refuseSecond, takeFolder } from './lock';
import { choosePort } from './ports';

/** The demo's login. It is no secret: that n8n listens on this machine only and holds invented data. */
export const owner = {
	email: 'demo@example.com',
	password: 'Ecotrack-demo-1',
	firstName: 'Demo',
	lastName: 'Merchant',
};

/** Everything the demo's workflows need, up and running. */
export interface Stage {
	sandbox: Sandbox;
	n8n: Server;
	/** Logged in as `owner`. */
	rest: Rest;
	credential: CredentialReference;
	/** What n8n's connection test says of that credential. */
	verdict: Verdict;
	close(): Promise<void>;
}

export interface StageOptions {
	port?: number;
	sandboxPort?: number;
	fresh?: boolean;
}

/** Orders that move a hundred times faster than in reality, so that a person sees them do so. */
const LIFE = { orders: 60, autoMove: true, pace: 100, arrivals: 7 };

/**
 * Installs n8n where needed, starts it with this package as a community package beside a sandbox
 * platform, and prepares account and credential. What a former run left is used again.
 */
export async function openStage(options: StageOptions, say: Say): Promise<Stage> {
	const runtime = await installRuntime(say);
	const folder = runtime.folders.demo;
	await refuseSecond(folder);
	if (options.fresh) rmSync(folder, { recursive: true, force: true });
	const port = await choosePort(
		{ what: 'n8n', usual: 5678, wanted: options.port, flag: '--port' },
		say,
	);
	const sandboxPort = await choosePort(
		{ what: 'the platform', usual: 4780, wanted: options.sandboxPort, flag: '--sandbox-port' },
		say,
	);

	const packed = await packPackage(runtime.folders.packed, say);
	say('Starting the ECOTRACK sandbox and n8n');
	const sandbox = await startSandbox({ port: sandboxPort, ...LIFE });
	try {
		const logFile = join(folder, 'n8n.log');
		const n8n = await startServer(runtime, { userFolder: folder, port, logFile });
		takeFolder(folder, n8n);
		const close = async () => {
			await Promise.all([n8n.stop(), sandbox.close()]);
			leaveFolder(folder);
		};
		try {
			const rest = await logIn(n8n.url, owner);
			say('Installing the packed file as a community package');
			await installPackage(rest, packed);
			const input = describeCredential(sandbox);
			const credential = await saveCredential(rest, input);
			const verdict = await testCredential(rest, credential, input);
			return { sandbox, n8n, rest, credential, verdict, close };
		} catch (error) {
			await close();
			throw error;
		}
	} catch (error) {
		await sandbox.close();
		throw error;
	}
}

function describeCredential({ url, token }: Sandbox): CredentialInput {
	return {
		name: 'Sandbox carrier',
		type: 'ecotrackApi',
		data: { carrier: 'custom', baseUrl: url, apiToken: token },
	};
}
