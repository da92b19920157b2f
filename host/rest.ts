import { randomUUID } from 'node:crypto';
import { CLOSE } from './command';
import type { Packed } from './pack';

/** A person who may do everything in an n8n. */
export interface Owner {
	email: string;
	password: string;
	firstName: string;
	lastName: string;
}

/** n8n answered with something other than success. */
export class RestError extends Error {
	constructor(
		readonly status: number,
		message: string,
	) {
		super(message);
		this.name = 'RestError';
	}
}

/** n8n's internal API, the one its editor uses; paths are relative to `/rest`. */
export interface Rest {
	readonly url: string;
	/** The session, for requests to n8n outside of `/rest`. */
	readonly headers: Record<string, string>;
	get<T>(path: string): Promise<T>;
	post<T>(path: string, body?: unknown): Promise<T>;
	patch<T>(path: string, body: unknown): Promise<T>;
	delete<T>(path: string): Promise<T>;
}

/**
 * Logs in to the n8n at `url`, as its owner; where there is none yet, that owner is created.
 * Throws `RestError` when n8n refuses.
 */
export async function logIn(url: string, owner: Owner): Promise<Rest> {
	const rest = connect(url);
	const settings = await rest.get<{ userManagement: { showSetupOnFirstLoad: boolean } }>(
		'settings',
	);
	if (settings.userManagement.showSetupOnFirstLoad) await rest.post('owner/setup', owner);
	else {
		const { email, password } = owner;
		await rest.post('login', { emailOrLdapLoginId: email, password });
	}
	return rest;
}

function connect(url: string): Rest {
	// n8n binds a session to the browser that opened it.
	const browserId = randomUUID();
	let cookie = '';
	const session = () => ({ 'browser-id': browserId, cookie });

	async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
		const response = await fetch(`${url}/rest/${path}`, {
			method,
			headers: { ...session(), ...CLOSE, 'content-type': 'application/json' },
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		const opened = response.headers.getSetCookie().find((line) => line.startsWith('n8n-auth='));
		if (opened) cookie = opened.split(';')[0];

		const text = await response.text();
		if (!response.ok) throw new RestError(response.status, messageIn(text));
		return (JSON.parse(text || '{}') as { data: T }).data;
	}

	return {
		url,
		get headers() {
			return session();
		},
		get: async (path) => await call('GET', path),
		post: async (path, body = {}) => await call('POST', path, body),
		patch: async (path, body) => await call('PATCH', path, body),
		delete: async (path) => await call('DELETE', path),
	};
}

function messageIn(text: string): string {
	try {
		return (JSON.parse(text) as { message?: string }).message ?? text;
	} catch {
		return text.slice(0, 300);
	}
}

/** A package under Settings > Community nodes. */
export interface InstalledPackage {
	packageName: string;
	installedVersion: string;
	installedNodes: Array<{ name: string; type: string; latestVersion: number }>;
}

/**
 * Installs the packed file with n8n's own installer, or updates what is installed under its name.
 * The server must have been started with it (see npm-shim/npm.js).
 */
export async function installPackage(
	rest: Rest,
	{ name, version }: Pick<Packed, 'name' | 'version'>,
): Promise<InstalledPackage> {
	try {
		return await rest.post('community-packages', { name, version });
	} catch (error) {
		const installed = error instanceof RestError && /already installed/.test(error.message);
		if (!installed) throw error;
		return await rest.patch('community-packages', { name, version });
	}
}

/** A credential as a person fills it in. */
export interface CredentialInput {
	name: string;
	/** The credential type, for instance `ecotrackApi`. */
	type: string;
	data: Record<string, unknown>;
}

/** How a workflow node refers to a credential. */
export interface CredentialReference {
	id: string;
	name: string;
}

/** What n8n shows below the credential's form. */
export interface Verdict {
	status: 'OK' | 'Error';
	message: string;
}

/** Creates the credential, or gives the one of that name and type new data. */
export async function saveCredential(
	rest: Rest,
	input: CredentialInput,
): Promise<CredentialReference> {
	const all = await rest.get<Array<CredentialReference & { type: string }>>('credentials');
	const found = all.find(({ name, type }) => name === input.name && type === input.type);
	const { id, name } = found
		? await rest.patch<CredentialReference>(`credentials/${found.id}`, input)
		: await rest.post<CredentialReference>('credentials', input);
	return { id, name };
}

/** Asks n8n to test a saved credential, with the data as the form holds it. */
export async function testCredential(
	rest: Rest,
	{ id }: CredentialReference,
	input: CredentialInput,
): Promise<Verdict> {
	return await rest.post('credentials/test', { credentials: { id, ...input } });
}
