import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cleanEnvironment, n8nSettings, npmEnvironment, withPath } from '../../host/environment';

describe('the environment that n8n and npm get', () => {
	it('leaves out what `npm run` and the shell would change in them', () => {
		const base = {
			HOME: '/home/someone',
			HTTPS_PROXY: 'http://proxy:3128',
			npm_config_registry: 'https://registry.example',
			npm_config_ignore_scripts: 'true',
			npm_lifecycle_event: 'demo',
			npm_package_name: 'x',
			N8N_PORT: '5678',
			DB_TYPE: 'postgresdb',
			NODE_OPTIONS: '--import tsx',
			NODE_ENV: 'test',
		};
		expect(cleanEnvironment(base)).toEqual({
			HOME: '/home/someone',
			HTTPS_PROXY: 'http://proxy:3128',
			npm_config_registry: 'https://registry.example',
		});
	});

	it('searches given folders before all others', () => {
		expect(withPath({ PATH: '/usr/bin' }, '/shim', '/node/bin').PATH).toBe(
			'/shim:/node/bin:/usr/bin',
		);
	});

	it('keeps n8n on loopback, and away from proxies there', () => {
		const settings = n8nSettings({ userFolder: '/data', port: 1234, brokerPort: 1235 });
		expect(settings).toMatchObject({
			N8N_USER_FOLDER: '/data',
			N8N_PORT: '1234',
			N8N_RUNNERS_BROKER_PORT: '1235',
			N8N_LISTEN_ADDRESS: '127.0.0.1',
			NO_PROXY: '127.0.0.1,localhost',
		});
	});
});

describe("npm's environment", () => {
	let home: string;
	beforeEach(() => (home = mkdtempSync(join(tmpdir(), 'ecotrack-node-'))));
	afterEach(() => rmSync(home, { recursive: true }));

	it('runs under the chosen Node, and compiles against its headers', () => {
		mkdirSync(join(home, 'include', 'node'), { recursive: true });
		const env = npmEnvironment(join(home, 'bin', 'node'), { PATH: '/usr/bin' });
		expect(env).toEqual({ PATH: `${home}/bin:/usr/bin`, npm_config_nodedir: home });
	});

	it('lets node-gyp fetch the headers where the Node has none', () => {
		const env = npmEnvironment(join(home, 'bin', 'node'), { PATH: '/usr/bin' });
		expect(env).not.toHaveProperty('npm_config_nodedir');
	});
});
