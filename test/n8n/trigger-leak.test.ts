import type { Rest } from '../../host/rest';
import type { QuirkName } from '../../sandbox';
import { describeN8n, enterWithPackage, findInLog } from './support/n8n';
import type { SharedN8n } from './support/shared';
import { Watch } from './support/watch';

const TOKEN = 'token-of-the-trigger-that-must-not-show-5d20';

describeN8n('the API token of a trigger', () => {
	let rest: Rest;
	let n8n: SharedN8n;
	const watches: Watch[] = [];

	beforeAll(async () => {
		({ rest, n8n } = await enterWithPackage());
	});
	afterAll(async () => {
		await Promise.all(watches.map((watch) => watch.close()));
	});

	it.concurrent.each<[string, QuirkName]>([
		['no longer takes the token', 'revoked-token'],
		['has switched API access off', 'token-not-allowed'],
		['fails', 'server-error'],
		['has moved', 'moved-alias'],
		['breaks the connection off', 'dropped-connection'],
		['answers half of its JSON', 'truncated-json'],
		['answers a page', 'html-ok'],
		['limits its requests', 'too-many-attempts'],
	])('shows nowhere when the platform %s', async (_, quirk) => {
		const watch = await Watch.open(rest, {}, { token: TOKEN });
		watches.push(watch);
		const tracking = watch.order();
		await watch.start();
		watch.move(tracking, 'suspendu');
		await watch.awaitEvents(1);
		watch.sandbox.quirks.on(quirk);
		await watch.awaitExecution('error');
		const byHand = await watch.fetchByHand();
		const publication = await watch.publish({ options: { lookbackDays: 30 } });

		const executions = await watch.executions();
		expect(executions.map(({ status }) => status)).toContain('success');
		const places = {
			executions: [...executions, byHand].map(({ raw }) => raw).join(''),
			publication: JSON.stringify(publication),
			state: JSON.stringify(await watch.savedState()),
			workflows: JSON.stringify(await rest.get('workflows')),
			runs: JSON.stringify(await rest.get('executions')),
			log: findInLog(n8n, TOKEN).join(''),
		};
		const leaks = Object.entries(places).filter(([, text]) => text.includes(TOKEN));
		expect(leaks.map(([place]) => place)).toEqual([]);
	});
});
