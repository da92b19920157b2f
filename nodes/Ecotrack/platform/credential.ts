/**
 * The account of a credential: the carrier's base URL, the one host the token may be sent to, and the
 * token. Rests on docs/ecotrack-api.md, sections 1 and 2.
 */
import { CARRIERS, type Carrier } from './carriers';
import { toNameKey, toPlain } from './names';

export const CUSTOM_CARRIER = 'custom';

/** The credential cannot be used as it is; the message says what to change in it. */
export class CredentialSettingError extends Error {
	constructor(message: string) {
		super(message);
		this.name = 'CredentialSettingError';
	}
}

const baseUrls = new Map(CARRIERS.map(({ key, baseUrl }) => [key, baseUrl]));

/** Loopback and private ranges: the only hosts that may be spoken to without TLS. */
const PRIVATE_HOST =
	/^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+|172\.(1[6-9]|2\d|3[01])\.\d+\.\d+|\[::1\]|\[f[cd][0-9a-f]{2}:.*\])$/;

const WRITTEN_SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;

/**
 * The base URL of a credential, without a trailing slash.
 * @param carrier a key of CARRIERS, or `custom`
 * @param written what the user typed as Base URL; used with `custom` only
 * @throws CredentialSettingError when the carrier is unknown or the URL cannot be used
 */
export function resolveBaseUrl(carrier: unknown, written: unknown): string {
	if (carrier !== CUSTOM_CARRIER && carrier !== undefined && carrier !== '') {
		const known = baseUrls.get(toPlain(carrier));
		if (known) return known;
		throw new CredentialSettingError(
			`This version does not know the carrier "${toPlain(carrier)}". Choose another Carrier in the credential, or "Other Carrier" with its Base URL.`,
		);
	}
	const text = toPlain(written).trim();
	if (!text) {
		throw new CredentialSettingError(
			'The credential has no Base URL. Enter the address at which you open your carrier\'s platform, e.g. "https://packers.ecotrack.dz".',
		);
	}
	const url = parse(WRITTEN_SCHEME.test(text) ? text : `https://${text}`);
	if (!url || !['http:', 'https:'].includes(url.protocol) || url.username || url.password) {
		throw new CredentialSettingError(
			'The Base URL of the credential is not a web address. Enter it like "https://packers.ecotrack.dz", without a user name.',
		);
	}
	if (!/[.:]/.test(url.hostname) && url.hostname !== 'localhost') {
		throw new CredentialSettingError(
			`The Base URL of the credential is not a whole address: "${url.hostname}". ${suggestCarriers(url.hostname)}`,
		);
	}
	if (url.protocol === 'http:' && !PRIVATE_HOST.test(url.hostname)) {
		throw new CredentialSettingError(
			`The Base URL of the credential starts with "http://", which would send the token unprotected. Use "https://${url.host}".`,
		);
	}
	return url.origin + url.pathname.replace(/\/+api(\/.*)?$/i, '').replace(/\/+$/, '');
}

const squeeze = (name: string) => toNameKey(name).replace(/ /g, '');

/**
 * What to do about a host without a dot, which is mostly a carrier's name. It is never completed by
 * ourselves: the token would go to an address that nobody has chosen.
 */
function suggestCarriers(written: string): string {
	const word = squeeze(written);
	const namesOf = ({ key, name, baseUrl }: Carrier) =>
		[key, name, new URL(baseUrl).hostname.split('.')[0]].map(squeeze);
	const exact = CARRIERS.filter((one) => namesOf(one).includes(word));
	const near = CARRIERS.filter(
		(one) => word.length >= 3 && namesOf(one).some((name) => name.startsWith(word)),
	);
	const likely = (exact.length > 0 ? exact : near).slice(0, 3);
	if (likely.length === 0) {
		return 'Enter the address at which you open your carrier\'s platform, e.g. "https://packers.ecotrack.dz".';
	}
	const list = likely.map(({ name, baseUrl }) => `${name} (${new URL(baseUrl).host})`);
	return `If you mean ${list.join(' or ')}, choose it as Carrier; otherwise enter the whole address.`;
}

/**
 * The full URL of a request that carries the token.
 * @param baseUrl what resolveBaseUrl returned
 * @param target a path such as `/api/v1/get/orders`, or a whole URL
 * @throws CredentialSettingError when a whole URL leads to another host than the credential's
 */
export function resolveTarget(baseUrl: string, target: string): URL {
	if (!WRITTEN_SCHEME.test(target)) return new URL(`${baseUrl}/${target.replace(/^[/\\]+/, '')}`);
	const url = parse(target);
	if (!url || url.origin !== new URL(baseUrl).origin || url.username || url.password) {
		throw new CredentialSettingError(
			`This credential's token may only be sent to ${new URL(baseUrl).host}. Change the URL of the request, or use a credential of that carrier.`,
		);
	}
	return url;
}

/** The token as the platform knows it: without the blanks and the `Bearer` that get pasted along. */
export function readToken(written: unknown): string {
	return toPlain(written)
		.trim()
		.replace(/^Bearer(\s+|$)/i, '');
}

function parse(text: string): URL | undefined {
	return URL.canParse(text) ? new URL(text) : undefined;
}
