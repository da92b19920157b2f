import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import {
	CredentialSettingError,
	CUSTOM_CARRIER,
	resolveBaseUrl,
	resolveTarget,
} from '../nodes/Ecotrack/platform/account';
import { CARRIERS } from '../nodes/Ecotrack/platform/carriers';
import { readToken } from '../nodes/Ecotrack/platform/token';
import { TEST_RULES } from '../nodes/Ecotrack/platform/verdicts';

/** The two endpoints that also want the token in the query (docs/ecotrack-api.md, section 2). */
const QUERY_TOKEN_PATHS = /\/api\/v1\/(validate\/token|get\/orders\/status)\/?$/;

/** n8n's HTTP Request node writes `uri`, everything else `url`. */
type AnyRequest = IHttpRequestOptions & {
	uri?: string;
	followRedirect?: boolean;
	followAllRedirects?: boolean;
};

export class EcotrackApi implements ICredentialType {
	name = 'ecotrackApi';

	displayName = 'ECOTRACK API';

	icon = { light: 'file:../icons/ecotrack.svg', dark: 'file:../icons/ecotrack.dark.svg' } as const;

	documentationUrl = 'https://github.com/n8n-nodes-ecotrack/n8n-nodes-ecotrack#credential';

	properties: INodeProperties[] = [
		{
			displayName: 'Carrier',
			name: 'carrier',
			type: 'options',
			options: [
				{ name: 'Other Carrier (Custom URL)', value: CUSTOM_CARRIER },
				...CARRIERS.map(({ key, name }) => ({ name, value: key })),
			],
			default: CUSTOM_CARRIER,
			description: 'The delivery company whose platform you use',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			displayOptions: { show: { carrier: [CUSTOM_CARRIER] } },
			default: '',
			placeholder: 'e.g. https://packers.ecotrack.dz',
			description: "The address at which you open your carrier's platform in a browser",
		},
		{
			displayName: 'API Token',
			name: 'apiToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: "The token from your sender account on the carrier's platform",
		},
	];

	authenticate: IAuthenticate = async (credentials, options) => authorise(credentials, options);

	test: ICredentialTestRequest = {
		request: {
			url: '/api/v1/validate/token',
			headers: { Accept: 'application/json' },
			disableFollowRedirect: true,
			timeout: 30_000,
		},
		rules: TEST_RULES,
	};
}

/**
 * The one place where a request learns its host and gets its token. Whatever sends it (the nodes,
 * the connection test, n8n's HTTP Request node), it never leaves the credential's host: other hosts
 * are refused, and redirects are not followed.
 */
function authorise(credentials: ICredentialDataDecryptedObject, options: AnyRequest): AnyRequest {
	const baseUrl = resolveBaseUrl(credentials.carrier, credentials.baseUrl);
	const token = checkToken(readToken(credentials.apiToken));
	const target = resolveTarget(baseUrl, `${options.baseURL ?? ''}${options.uri ?? options.url}`);

	const request: AnyRequest = {
		...options,
		url: target.href,
		headers: { ...options.headers, Authorization: `Bearer ${token}` },
		disableFollowRedirect: true,
		maxRedirects: 0,
		sendCredentialsOnCrossOriginRedirect: false,
	};
	delete request.baseURL;
	if (options.uri !== undefined) {
		request.uri = target.href;
		request.followRedirect = false;
		request.followAllRedirects = false;
	}
	if (QUERY_TOKEN_PATHS.test(target.pathname)) request.qs = { ...options.qs, api_token: token };
	return request;
}

function checkToken(token: string): string {
	if (!/^[\x21-\x7e]+$/.test(token)) {
		throw new CredentialSettingError(
			token
				? 'The API Token of the credential contains a space or a character that a token cannot have. Copy it again from your sender account.'
				: "The credential has no API Token. Copy it from your sender account on the carrier's platform.",
		);
	}
	return token;
}
