import { readFileSync } from 'node:fs';
import {
	type CredentialInput,
	type CredentialReference,
	installPackage,
	logIn,
	type Rest,
	saveCredential,
	testCredential,
	type Verdict,
} from '../../../host/rest';
import {
	awaitExecution,
	createWorkflow,
	type Execution,
	runWorkflow,
	withCredential,
	type WorkflowFile,
} from '../../../host/workflow';
import { sharedN8n, type SharedN8n } from './shared';

export const owner = {
	email: 'tests@example.com',
	password: 'Ecotrack-tests-1',
	firstName: 'Test',
	lastName: 'Owner',
};

/** Skips where n8n is not installed; set-up.ts has printed why, and under CI it has failed. */
export const describeN8n = sharedN8n() ? describe : describe.skip;

/** The running n8n, logged in. */
export async function enterN8n(): Promise<{ rest: Rest; n8n: SharedN8n }> {
	const n8n = sharedN8n();
	if (!n8n) throw new Error('There is no n8n');
	return { n8n, rest: await logIn(n8n.url, owner) };
}

/** The running n8n with this package installed, whatever other suites did before. */
export async function enterWithPackage(): Promise<{ rest: Rest; n8n: SharedN8n }> {
	const entered = await enterN8n();
	await installPackage(entered.rest, entered.n8n.packed);
	return entered;
}

/** A credential of our type as a person would fill it in. */
export function describeCredential(baseUrl: string, apiToken: string): CredentialInput {
	return {
		name: `Carrier at ${baseUrl}`,
		type: 'ecotrackApi',
		data: { carrier: 'custom', baseUrl, apiToken },
	};
}

/** Saves a credential and has n8n test it. */
export async function tryCredential(
	rest: Rest,
	baseUrl: string,
	apiToken: string,
): Promise<Verdict> {
	const input = describeCredential(baseUrl, apiToken);
	return await testCredential(rest, await saveCredential(rest, input), input);
}

/** Saves the workflow with the credential, runs it by hand and waits for its end. */
export async function runOnce(
	rest: Rest,
	workflow: WorkflowFile,
	credential: CredentialReference,
	nodeTypes?: RegExp,
): Promise<Execution> {
	const ready = withCredential(workflow, 'ecotrackApi', credential, nodeTypes);
	const { id } = await createWorkflow(rest, ready);
	const [trigger] = workflow.nodes;
	return await awaitExecution(rest, await runWorkflow(rest, id, trigger.name));
}

/** The lines with this text among everything n8n has logged so far, at level debug. */
export function findInLog({ logFile }: SharedN8n, text: string): string[] {
	const lines = readFileSync(logFile, 'utf8').split('\n');
	return lines.filter((line) => line.includes(text));
}
