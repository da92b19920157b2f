import {
	ICredentialsHelper,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type IHttpRequestOptions,
} from 'n8n-workflow';

/**
 * The part of n8n's credentials helper that lives in its server: here every credential holds the
 * same data, and `authenticate` is the credential type's own function.
 */
export function credentialsHelper(
	types: Record<string, ICredentialType>,
	data: ICredentialDataDecryptedObject,
): ICredentialsHelper {
	class Helper extends ICredentialsHelper {
		getParentTypes() {
			return [];
		}
		isCredentialUsableByNode() {
			return true;
		}
		async authenticate(
			credentials: ICredentialDataDecryptedObject,
			type: string,
			request: IHttpRequestOptions,
		) {
			const { authenticate } = types[type];
			if (typeof authenticate !== 'function') throw new Error('authenticate is not a function');
			return await authenticate(credentials, request);
		}
		async preAuthentication() {
			return undefined;
		}
		async runPreAuthentication() {
			return undefined;
		}
		async getDecrypted() {
			return { ...data };
		}
		async getCredentials(): Promise<never> {
			throw new Error('Not used in tests');
		}
		async updateCredentials() {}
		async updateCredentialsOauthTokenData() {}
		getCredentialsProperties(type: string) {
			return types[type].properties;
		}
	}
	return new Helper();
}
