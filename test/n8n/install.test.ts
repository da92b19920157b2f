import { CLOSE } from '../../host/command';
import { type InstalledPackage, installPackage, type Rest } from '../../host/rest';
import { describeN8n, enterN8n } from './support/n8n';
import type { SharedN8n } from './support/shared';

interface LoadedType {
	name: string;
	iconUrl?: string | { light: string; dark: string };
	usableAsTool?: boolean;
}

describeN8n('installing the packed file as a community package', () => {
	let rest: Rest;
	let n8n: SharedN8n;
	let installed: InstalledPackage;

	beforeAll(async () => {
		({ rest, n8n } = await enterN8n());
		const all = await rest.get<InstalledPackage[]>('community-packages');
		if (all.some(({ packageName }) => packageName === n8n.packed.name)) {
			await rest.delete(`community-packages?name=${n8n.packed.name}`);
		}
		installed = await installPackage(rest, n8n.packed);
	});

	const loaded = async (list: 'nodes' | 'credentials') =>
		(await (
			await fetch(`${n8n.url}/types/${list}.json`, { headers: { ...rest.headers, ...CLOSE } })
		).json()) as LoadedType[];

	it('lists the node under Community nodes, loaded', async () => {
		expect(installed.installedVersion).toBe(n8n.packed.version);
		const [listed] =
			await rest.get<Array<InstalledPackage & { failedLoading?: boolean }>>('community-packages');
		expect(listed.failedLoading ?? false).toBe(false);
		expect(listed.installedNodes.map(({ type }) => type)).toContain('n8n-nodes-ecotrack.ecotrack');
	});

	it('offers the node and its form as a tool of the AI Agent, without a restart', async () => {
		const names = (await loaded('nodes')).map(({ name }) => name);
		expect(names).toContain('n8n-nodes-ecotrack.ecotrack');
		expect(names).toContain('n8n-nodes-ecotrack.ecotrackTool');
	});

	it('offers the credential', async () => {
		const names = (await loaded('credentials')).map(({ name }) => name);
		expect(names).toContain('ecotrackApi');
	});

	it('serves the icons of node and credential', async () => {
		const types = [...(await loaded('nodes')), ...(await loaded('credentials'))];
		const ours = types.filter(({ name }) => /ecotrack/i.test(name));
		const icons = ours.flatMap(({ iconUrl }) => Object.values(iconUrl ?? { light: 'none' }));
		expect(icons.length).toBeGreaterThanOrEqual(4);
		for (const icon of new Set(icons)) {
			const answer = await fetch(`${n8n.url}/${icon}`, { headers: { ...rest.headers, ...CLOSE } });
			expect([icon, answer.status, answer.headers.get('content-type')]).toEqual([
				icon,
				200,
				expect.stringMatching(/svg/),
			]);
		}
	});
});
