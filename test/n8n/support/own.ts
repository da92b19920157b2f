import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installPackage, logIn, type Rest } from '../../../host/rest';
import { findRuntime } from '../../../host/install';
import { type Server, startServer } from '../../../host/server';
import { owner } from './n8n';
import { sharedN8n } from './shared';

/** An n8n of a suite's own, which may be killed and started again; the package is installed. */
export class OwnN8n {
	private constructor(
		private server: Server,
		readonly rest: Rest,
		private readonly userFolder: string,
		private readonly env: NodeJS.ProcessEnv,
	) {}

	static async start(env: NodeJS.ProcessEnv = {}): Promise<OwnN8n> {
		const packed = sharedN8n()?.packed;
		if (!packed) throw new Error('There is no n8n');
		const userFolder = mkdtempSync(join(tmpdir(), 'ecotrack-n8n-'));
		const server = await launch(userFolder, env);
		const rest = await logIn(server.url, owner);
		await installPackage(rest, packed);
		return new OwnN8n(server, rest, userFolder, env);
	}

	/** Ends it as a power cut would. */
	async crash(): Promise<void> {
		await this.server.kill();
	}

	/** Starts it once more, at the same address; sessions stay valid. */
	async restart(): Promise<void> {
		await this.server.kill();
		this.server = await launch(this.userFolder, this.env, this.server.port);
	}

	readLog(): string {
		return this.server.readLog();
	}

	async remove(): Promise<void> {
		await this.server.stop();
		rmSync(this.userFolder, { recursive: true, force: true });
	}
}

async function launch(userFolder: string, env: NodeJS.ProcessEnv, port?: number): Promise<Server> {
	const runtime = findRuntime();
	if (!runtime) throw new Error('n8n is not installed');
	return await startServer(runtime, { userFolder, env, port, logLevel: 'debug' });
}
