import type { Rest } from './rest';

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
