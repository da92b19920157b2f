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
	readToken,
	resolveBaseUrl,
	resolveTarget,
} from '../nodes/Ecotrack/platform/credential';
import { CARRIERS } from '../nodes/Ecotrack/platform/carriers';

/** The two endpoints that also want the token in the query (docs/ecotrack-api.md, section 2). */
const QUERY_TOKEN_PATHS = /\/api\/v1\/(validate\/token|get\/orders\/status)\/?$/;

/** n8n's HTTP Request node writes `uri`, everything else `url`. */
type AnyRequest = IHttpRequestOptions & {
	uri?: string;
	followRedirect?: boolean;
	followAllRedirects?: boolean;
};

const NOT_ECOTRACK =
	'This address did not answer like an ECOTRACK platform. Check the Carrier or the Base URL.';
const NOT_ACCEPTED =
	'The carrier did not accept this API Token. Check that it belongs to this carrier, or create a new one in your sender account.';
const NOT_ALLOWED =
	'API access is switched off for this account. Ask your carrier to switch it on, then test again.';
const MOVED =
	'This address sends requests on to another one. Choose your carrier in the list again, or open the address in a browser and enter the one it leads to as Base URL.';
const UNAVAILABLE =
	"The carrier's platform is not available right now. Test again in some minutes.";

const whenBody = (key: string, value: unknown, message: string) => ({
	type: 'responseSuccessBody' as const,
	properties: { key, value, message },
});
const whenCode = (value: number, message: string) => ({
	type: 'responseCode' as const,
	properties: { value, message },
});

/**
 * How the connection test reads the answer of `validate/token`. n8n takes any 2xx for a success unless a
 * rule matches (docs/ecotrack-api.md, sections 2 and 6.1). First match wins, so the precise answers come
 * before `success: false`.
 */
const TEST_RULES = [
	whenBody('message', 'INVALID_TOKEN', NOT_ACCEPTED),
	whenBody('message', 'TOKEN_NOT_ALLOWED', NOT_ALLOWED),
	// The platform is not strict about the type of a yes or no.
	...[false, 0, '0', 'false', null].map((no) => whenBody('success', no, NOT_ACCEPTED)),
	// An HTML page or another site: there is no `success` at all.
	whenBody('success', undefined, NOT_ECOTRACK),
	...[301, 302, 303, 307, 308].map((code) => whenCode(code, MOVED)),
	whenCode(401, NOT_ACCEPTED),
	whenCode(403, NOT_ALLOWED),
	...[404, 405].map((code) => whenCode(code, NOT_ECOTRACK)),
	whenCode(
		429,
		"The carrier's limit of requests for this account is used up. Test again in a minute.",
	),
	...[500, 502, 503, 504].map((code) => whenCode(code, UNAVAILABLE)),
] as ICredentialTestRequest['rules'];

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
				{
					name: 'Other Carrier (Custom URL)',
					value: CUSTOM_CARRIER,
					description:
						'A carrier on ECOTRACK that is not in this list, by the address of its platform',
				},
				...CARRIERS.map(({ key, name, baseUrl }) => ({
					name,
					value: key,
					description: new URL(baseUrl).host,
				})),
			],
			default: CUSTOM_CARRIER,
			description:
				'The delivery company whose platform you use. If typing its name finds nothing, empty the search and choose "Other Carrier (Custom URL)", the first entry.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			displayOptions: { show: { carrier: [CUSTOM_CARRIER] } },
			default: '',
			required: true,
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

	authenticate: IAuthenticate = async (credentials, options) => authorize(credentials, options);

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
function authorize(credentials: ICredentialDataDecryptedObject, options: AnyRequest): AnyRequest {
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
