/**
 * What a watching trigger adds to n8n's database: `npm run bench -- database`, some 40 s. Needs an
 * installed n8n (`npm run n8n:install`).
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { until } from '../../host/command';
import { findRuntime, type Runtime } from '../../host/install';
import { packPackage } from '../../host/pack';
import {
	type CredentialReference,
	installPackage,
	logIn,
	type Rest,
	saveCredential,
} from '../../host/rest';
import { activateWorkflow, listExecutions } from '../../host/workflow';
import { startServer } from '../../host/server';
import type { Settings } from '../../nodes/Ecotrack/watch/types';
import { freshState, type State } from '../../nodes/Ecotrack/watch/state';
import { type Sandbox, startSandbox } from '../../sandbox';
import type { Measurement } from '../measurement';

const TRIGGER = 'Watch orders';
/** The trigger as it is dropped on the canvas. */
const SETTINGS: Omit<Settings, 'scope'> = {
	filter: { events: ['orderStatusChanged'], phases: [], statuses: [], previousStatuses: [] },
	includeOrderDetails: true,
	emitExisting: false,
	lookbackDays: 90,
	trackUntil: 'archived',
	rateLimitShare: 50,
	repeatAfterRestart: false,
};
const owner = {
	email: 'bench@example.com',
	password: 'Ecotrack-bench-1',
	firstName: 'Bench',
	lastName: 'Owner',
};

/** In kB: the state of 10,000 orders, and a saved run with one event. Empty without an n8n. */
export async function measureDatabase(): Promise<Measurement[]> {
	const runtime = findRuntime();
	if (!runtime) return [];
	const userFolder = mkdtempSync(join(tmpdir(), 'ecotrack-bench-'));
	const server = await startServer(runtime, { userFolder, logLevel: 'error' });
	try {
		const rest = await enter(server.url, runtime);
		const many = await watch(rest, 10_000);
		const few = await watch(rest, 10);
		const note = `n8n ${runtime.version}`;
		return [
			{ name: 'state of 10,000 orders, once per workflow', value: many.state, unit: 'kB', note },
			{ name: 'a run with one event, 10,000 orders watched', value: many.run, unit: 'kB', note },
			{ name: 'a run with one event, 10 orders watched', value: few.run, unit: 'kB', note },
		];
	} finally {
		await server.stop();
		rmSync(userFolder, { recursive: true, force: true });
	}
}

/** An n8n with this package, and somebody logged in to it. */
export async function enter(url: string, runtime: Runtime): Promise<Rest> {
	const packed = await packPackage(runtime.folders.packed, () => {});
	const rest = await logIn(url, owner);
	await installPackage(rest, packed);
	return rest;
}

/** A trigger that has followed so many orders for a while sees one of them change. */
async function watch(rest: Rest, orders: number): Promise<{ state: number; run: number }> {
	const sandbox = await startSandbox({ limits: 'off' });
	try {
		const status = 'en_livraison';
		const trackings = sandbox.platform
			.createMany(orders, { status })
			.map(({ tracking }) => tracking);
		const q = { [status]: trackings.join(',') };
		const id = await saveWatching(rest, sandbox, `${orders} orders`, { stage: 3, q });
		sandbox.platform.setStatus(trackings[0], 'suspendu');
		await activateWorkflow(rest, id);
		const run = await awaitRun(rest, id);
		const { staticData } = await rest.get<{ staticData: object }>(`workflows/${id}`);
		return { state: JSON.stringify(staticData).length / 1000, run: run / 1000 };
	} finally {
		await sandbox.close();
	}
}

/** A workflow of the trigger alone that has watched this platform for a while; answers its id. */
export async function saveWatching(
	rest: Rest,
	sandbox: Sandbox,
	name: string,
	known: Partial<State>,
	pollTime: object = { mode: 'everyMinute' },
): Promise<string> {
	const data = { carrier: 'custom', baseUrl: sandbox.url, apiToken: sandbox.token };
	const credential = await saveCredential(rest, { name, type: 'ecotrackApi', data });
	const settings = { ...SETTINGS, scope: `${sandbox.url} ${credential.id}` };
	const state = { ...freshState(settings, Date.now()), ...known };
	return await importWorkflow(rest, name, credential, state, pollTime);
}

/** n8n's public interface takes a workflow together with what its nodes remember. */
async function importWorkflow(
	rest: Rest,
	name: string,
	ecotrackApi: CredentialReference,
	state: object,
	pollTime: object,
): Promise<string> {
	const { rawApiKey } = await rest.post<{ rawApiKey: string }>('api-keys', {
		label: name,
		scopes: ['workflow:create'],
		expiresAt: null,
	});
	const parameters = {
		pollTimes: { item: [pollTime] },
		triggerOn: ['orderStatusChanged'],
	};
	const node = {
		id: 'watch',
		name: TRIGGER,
		type: 'n8n-nodes-ecotrack.ecotrackTrigger',
		typeVersion: 1,
		position: [0, 0],
		parameters,
		credentials: { ecotrackApi },
	};
	const answer = await fetch(`${rest.url}/api/v1/workflows`, {
		method: 'POST',
		headers: { 'X-N8N-API-KEY': rawApiKey, 'content-type': 'application/json' },
		body: JSON.stringify({
			name,
			nodes: [node],
			connections: {},
			settings: {},
			staticData: { [`node:${TRIGGER}`]: state },
		}),
	});
	if (!answer.ok) throw new Error(`n8n refused the workflow: ${await answer.text()}`);
	return ((await answer.json()) as { id: string }).id;
}

/** The size of the workflow's first run, as n8n itself gives it. */
async function awaitRun(rest: Rest, workflowId: string): Promise<number> {
	return await until('the trigger ran', async () => {
		const [run] = await listExecutions(rest, workflowId);
		return run?.status === 'success' && run.jsonSizeBytes;
	});
}
