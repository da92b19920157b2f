import type { ICredentialDataDecryptedObject, INodeParameters } from 'n8n-workflow';

import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox';
import { startCannedPlatform, type Canned, type CannedCall, type CannedServer } from './canned';
import { Engine, type NodeRun, type RunOptions } from './engine';
import { makeOrder, parametersOf } from './parameters';
import { forgetPauses } from './pauses';

/** A Monday morning in Algiers. */
export const START = new Date('2026-08-17T08:00:00Z');

export interface Lab {
	engine: Engine;
	/** A new platform for every test, on a clock that only pauses and the test move. */
	sandbox: Sandbox;
	/** The credential that opens the sandbox. */
	credential: ICredentialDataDecryptedObject;
	/** Runs one operation, given as `resource.operation`. */
	run(operation: string, parameters?: INodeParameters, options?: RunOptions): Promise<NodeRun>;
	/** The same with the parameters of the operation's example, for an order that is made first. */
	runExample(
		operation: string,
		options?: RunOptions,
		parameters?: INodeParameters,
	): Promise<NodeRun>;
	/** The paths that were asked for so far, below `/api/v1/`. */
	asked(): string[];
	/** How often one of them was asked for. */
	count(path: string): number;
	/** From now on, until the test ends, a platform answers that says what it is told. */
	serve(answer: (call: CannedCall) => Canned | undefined): Promise<CannedServer>;
	/** Starts the platform anew, with other options. */
	reopen(options: SandboxOptions): Promise<void>;
}

/** n8n's engine beside a sandbox, for all tests of a file. */
export function openLab(options: SandboxOptions = {}): Lab {
	let served: CannedServer | undefined;
	const lab: Lab = {
		engine: undefined as unknown as Engine,
		sandbox: undefined as unknown as Sandbox,
		credential: {},
		run: async (operation, parameters = {}, runOptions) => {
			const [resource, name] = operation.split('.');
			const all = { resource, operation: name, ...parameters };
			return await lab.engine.runNode(all, lab.credential, runOptions);
		},
		runExample: async (operation, runOptions, more) => {
			const tracking = makeOrder(lab.sandbox.platform, operation);
			const parameters = { ...more, ...parametersOf(operation, tracking) };
			return await lab.run(operation, parameters, runOptions);
		},
		count: (path) => lab.asked().filter((one) => one === path).length,
		asked: () => lab.sandbox.requests.map(({ path }) => path.replace('/api/v1/', '')),
		serve: async (answer) => {
			await served?.close();
			served = await startCannedPlatform(answer);
			lab.credential.baseUrl = served.url;
			return served;
		},
		reopen: async (others) => {
			await lab.sandbox?.close();
			lab.sandbox = await startSandbox({ clock: 'manual', startAt: START, ...others });
			const { url, token, platform } = lab.sandbox;
			lab.credential = { carrier: 'custom', baseUrl: url, apiToken: token };
			forgetPauses(platform.clock);
		},
	};
	beforeAll(async () => {
		lab.engine = await Engine.load();
	});
	beforeEach(async () => await lab.reopen(options));
	afterEach(async () => {
		await served?.close();
		served = undefined;
	});
	afterAll(async () => await lab.sandbox?.close());
	return lab;
}
