import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/**
 * Settings of the person's shell that would change what n8n or npm do here. `npm run` exports this
 * repository's .npmrc (ignore-scripts, for one) to everything it starts.
 */
const FOREIGN =
	/^(npm_(package|lifecycle|config_(ignore_scripts|allow_scripts|omit|audit|fund)).*|N8N_.*|DB_.*|EXECUTIONS_.*|QUEUE_.*|CREDENTIALS_.*|NODES_.*|GENERIC_TIMEZONE|WEBHOOK_URL|NODE_OPTIONS|NODE_ENV|JEST_WORKER_ID)$/i;

/** `base` without the settings that would change what n8n or npm do here. */
export function cleanEnvironment(base: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
	return Object.fromEntries(Object.entries(base).filter(([name]) => !FOREIGN.test(name)));
}

/** `env` with `folders` searched for programs before all others. */
export function withPath(env: NodeJS.ProcessEnv, ...folders: string[]): NodeJS.ProcessEnv {
	return { ...env, PATH: [...folders, env.PATH ?? ''].join(delimiter) };
}

/**
 * The environment for npm under the Node at `node` (path of the program): native modules then
 * compile against its headers, where it has them.
 */
export function npmEnvironment(node: string, base: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
	const env = withPath(cleanEnvironment(base), dirname(node));
	const home = dirname(dirname(node));
	if (existsSync(join(home, 'include', 'node'))) env.npm_config_nodedir = home;
	return env;
}

export interface N8nSettings {
	/** n8n keeps its database, key and community packages in `.n8n` below it. */
	userFolder: string;
	port: number;
	/** Port of the task runner's broker: one per n8n on a machine. */
	brokerPort: number;
	logLevel?: 'debug' | 'info' | 'warn' | 'error';
}

/** n8n's own settings for a server nobody watches: loopback only, no telemetry, no first-run page. */
export function n8nSettings(settings: N8nSettings): NodeJS.ProcessEnv {
	return {
		N8N_USER_FOLDER: settings.userFolder,
		N8N_PORT: String(settings.port),
		N8N_RUNNERS_BROKER_PORT: String(settings.brokerPort),
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_LOG_LEVEL: settings.logLevel ?? 'info',
		N8N_SECURE_COOKIE: 'false',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '5',
		GENERIC_TIMEZONE: 'Africa/Algiers',
		// A proxy of the machine must not stand between n8n and a server on the machine itself.
		NO_PROXY: '127.0.0.1,localhost',
		no_proxy: '127.0.0.1,localhost',
	};
}
