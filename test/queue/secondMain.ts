import type { Cluster } from './cluster';

/** What n8n says when a main is to be one of several without a licence for that. */
const REFUSAL = /licen[sc]e[^\n]*/i;

/**
 * Starts a second main beside the first one, and answers what became of it. Several mains need a licence
 * (`feat:multipleMainInstances`); n8n 2.41.1 ends one that asks to be one of them without it.
 */
export async function trySecondMain(cluster: Cluster): Promise<string> {
	const env = { N8N_MULTI_MAIN_SETUP_ENABLED: 'true' };
	const member = cluster.member('second-main', { env });
	try {
		await member.start();
		return 'runs';
	} catch (error) {
		const { message, output = '' } = error as Error & { output?: string };
		return REFUSAL.exec(output)?.[0] ?? message;
	} finally {
		await member.close('kill');
	}
}
