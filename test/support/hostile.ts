/**
 * A platform that means harm, or has lost its mind: answers as bytes on a socket, so that nothing on the
 * way makes them well-formed. Those that leave what it says as it was come apart from those that do not.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';

import fc from 'fast-check';

import { TOO_DEEP } from './canned';
import { SECRET } from './leak';

/** What comes back in place of what the platform would say. */
export interface Hostile {
	/** For the report of a run that fails. */
	name: string;
	status?: number;
	headers?: Array<[name: string, value: string]>;
	/** The body, made of the good one. */
	body?: (good: Buffer) => Buffer;
	/** Everything on the wire, the status line included, made of the good body. */
	wire?: (good: Buffer) => Buffer;
	/**
	 * Where it ends: `cut` closes the connection in the middle of the body, `stalls` leaves it open there,
	 * `silent` before the first byte, `trickles` for as long as the client listens; `leaves` closes it after
	 * what HTTP takes for another protocol, of which a client hears nothing.
	 */
	ending?: 'cut' | 'stalls' | 'silent' | 'trickles' | 'leaves';
}

const KEYS = [
	'__proto__',
	'constructor',
	'prototype',
	'toString',
	'hasOwnProperty',
	'then',
	'length',
];

const MiB = 2 ** 20;
/** 80 MB of zeros, in 80 kB; what comes out of it is no JSON. */
const BOMB = gzipSync(Buffer.alloc(80 * MiB));
/** As large, and the beginning of an answer. */
const JSON_BOMB = gzipSync(Buffer.concat([Buffer.from('{"data":['), Buffer.alloc(80 * MiB, 32)]));
const TEN_MB = 10 * MiB;

const text = (value: string) => () => Buffer.from(value);
const deep = (open: string, close: string) =>
	text(`${open.repeat(20_000)}1${close.repeat(20_000)}`);

/** Values where something else is expected. */
const oddValue: fc.Arbitrary<unknown> = fc.oneof(
	fc.constantFrom(
		...[
			null,
			true,
			false,
			0,
			-0,
			-1,
			1e21,
			1e308,
			5e-324,
			2 ** 53,
			NaN,
			'',
			' ',
			'null',
			'0',
			'-1',
		],
		...['1e400', 'x'.repeat(5_000), '\u0000', '\uD83D', '\u202Elivre', '<script>', SECRET, '=1+1'],
		...['0001-01-01', '2026-99-99 99:99:99', '{{ $json }}', [], {}, [[]], [null], [{}], { '': '' }],
	),
	fc.jsonValue({ maxDepth: 2 }),
	fc.dictionary(fc.constantFrom(...KEYS), fc.jsonValue({ maxDepth: 1 }), { maxKeys: 3 }),
);

/** Random places of an answer and what stands there instead: `undefined` takes it away. */
const mutations = fc.array(fc.tuple(fc.nat(), fc.option(oddValue, { nil: undefined })), {
	minLength: 1,
	maxLength: 4,
});

/** JSON text in which keys such as `__proto__` stand as a server writes them. */
function write(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(write).join(',')}]`;
	if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
	const parts = Object.entries(value).map(([key, part]) => `${JSON.stringify(key)}:${write(part)}`);
	return `{${parts.join(',')}}`;
}

/** Also where the key is `__proto__`, as JSON.parse does. */
function define(holder: object, key: string, value: unknown): void {
	if (Array.isArray(holder) && key === 'length') return;
	Object.defineProperty(holder, key, {
		value,
		writable: true,
		enumerable: true,
		configurable: true,
	});
}

type Place = [holder: Record<string, unknown>, key: string];

function placesIn(value: unknown): Place[] {
	if (typeof value !== 'object' || value === null) return [];
	const holder = value as Record<string, unknown>;
	return Object.keys(holder).flatMap((key) => [[holder, key] as Place, ...placesIn(holder[key])]);
}

function mutate(good: Buffer, changes: ReadonlyArray<[number, unknown]>): Buffer {
	let root: { body?: unknown };
	try {
		root = { body: JSON.parse(good.toString()) };
	} catch {
		return good; // a file
	}
	for (const [nth, value] of changes) {
		const places = placesIn(root);
		if (places.length === 0) continue;
		const [holder, key] = places[nth % places.length];
		if (value === undefined) delete holder[key];
		else define(holder, nth % 5 === 0 ? KEYS[nth % KEYS.length] : key, JSON.parse(write(value)));
	}
	return Buffer.from(write(root.body));
}

const RESETS = ['-1', '0', 'NaN', 'Infinity', '1e400', '-1e308', '9'.repeat(40), '0x10', '', 'x'];
const number = fc.constantFrom(...RESETS, '1', '50', '1500', '99999999999999');

/** Headers that say what no platform means. */
export const oddHeaders: fc.Arbitrary<Array<[string, string]>> = fc
	.array(
		fc.oneof(
			fc.tuple(
				fc.constant('Retry-After'),
				fc.oneof(number, fc.constantFrom('Wed, 21 Oct 2099 07:28:00 GMT', 'soon')),
			),
			fc.tuple(
				fc.constantFrom(
					...['', '-Minute', '-Hour', '-Day'].flatMap((window) =>
						['Limit', 'Remaining', 'Reset'].map((what) => `X-RateLimit-${what}${window}`),
					),
				),
				number,
			),
			fc.constantFrom<[string, string]>(
				['Date', 'never'],
				['Date', 'Thu, 01 Jan 1970 00:00:00 GMT'],
				['Content-Type', 'text/html; charset=utf-16'],
				['Content-Type', 'image/png'],
				['Content-Type', 'application/json; charset=x-nonsense'],
				['Content-Type', ';;;'],
				['__proto__', 'x'],
				['constructor', 'x'],
				['Set-Cookie', `session=${SECRET}`],
				['X-Debug', SECRET],
				['Location', `https://new.example/?api_token=${SECRET}`],
				['Location', 'http://[::'],
				['Location', '//'],
				['Location', 'javascript:alert(1)'],
				['Location', `/${'x'.repeat(4_000)}`],
				['Link', `<https://evil.example/>; rel="next"`],
			),
		),
		{ minLength: 1, maxLength: 6 },
	)
	.map((headers) => headers as Array<[string, string]>);

/** An answer that is as the platform gave it, in clothes that any client of HTTP has to see through. */
export const disguised: fc.Arbitrary<Hostile> = fc.oneof(
	fc.constantFrom<Hostile>(
		{ name: 'gzip', headers: [['Content-Encoding', 'gzip']], body: (good) => gzipSync(good) },
		{
			name: 'deflate',
			headers: [['Content-Encoding', 'deflate']],
			body: (good) => deflateSync(good),
		},
		{ name: 'br', headers: [['Content-Encoding', 'br']], body: (good) => brotliCompressSync(good) },
		{ name: 'latin1 said', headers: [['Content-Type', 'application/json; charset=iso-8859-1']] },
		{ name: 'html said', headers: [['Content-Type', 'text/html']] },
		{
			name: 'ten thousand cookies',
			headers: Array.from({ length: 150 }, (_, n) => ['Set-Cookie', `c${n}=${n}`]),
		},
		{
			name: 'no length',
			wire: (good) => Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\n\r\n'), good]),
		},
		{ name: 'one byte a chunk', wire: (good) => chunked(good, 1) },
	),
	oddHeaders.map((headers) => ({
		name: `headers ${JSON.stringify(headers)}`,
		headers: headers.filter(([name]) => !/RateLimit|Location/.test(name)),
	})),
);

function chunked(good: Buffer, size: number): Buffer {
	const parts = [Buffer.from('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n')];
	for (let start = 0; start < good.length; start += size) {
		const part = good.subarray(start, start + size);
		parts.push(Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n'));
	}
	return Buffer.concat([...parts, Buffer.from('0\r\n\r\n')]);
}

/** With 200, and nothing that could be understood: what was asked for may have been done. */
export const garbled: fc.Arbitrary<Hostile> = fc.oneof(
	fc.uint8Array({ maxLength: 300 }).map((bytes) => ({
		name: `bytes ${Buffer.from(bytes).toString('hex')}`,
		// Not by chance a number, which would be JSON.
		body: () => Buffer.concat([Buffer.from('\u0000'), bytes]),
	})),
	fc.constantFrom<Hostile>(
		{ name: 'nothing', body: text('') },
		{ name: 'deep objects', body: text(TOO_DEEP) },
		{ name: 'deep lists', body: deep('[', ']') },
		{ name: 'deep and never closed', body: deep('{"data":[', '') },
		{ name: 'deep under success', body: text(`{"success":true,"data":${TOO_DEEP}}`) },
		{ name: 'ten million zeros', body: () => Buffer.alloc(TEN_MB) },
		{ name: 'ten million blanks', body: () => Buffer.alloc(TEN_MB, ' ') },
		{ name: 'one text of ten million', body: () => Buffer.from(`"${'x'.repeat(TEN_MB)}"`) },
		{ name: 'a page', body: text(`<html>${SECRET}</html>`) },
		{ name: 'UTF-16', body: (good) => Buffer.from(`\uFEFF${good.toString()}`, 'utf16le') },
		{ name: 'half of it', body: (good) => good.subarray(0, Math.min(good.length - 1, 4)) },
		{ name: 'a gzip bomb', headers: [['Content-Encoding', 'gzip']], body: () => BOMB },
		{ name: 'a gzip bomb of JSON', headers: [['Content-Encoding', 'gzip']], body: () => JSON_BOMB },
		{ name: 'gzip that is none', headers: [['Content-Encoding', 'gzip']], body: (good) => good },
		{ name: 'br that is none', headers: [['Content-Encoding', 'br']], body: (good) => good },
		{
			name: 'half a gzip',
			headers: [['Content-Encoding', 'gzip']],
			body: (good) => gzipSync(good).subarray(0, 30),
		},
		{
			name: 'gzip twice, said once',
			headers: [['Content-Encoding', 'gzip']],
			body: (good) => gzipSync(gzipSync(good)),
		},
		{
			name: 'an encoding nobody knows',
			headers: [['Content-Encoding', 'rot13']],
			body: (good) => gzipSync(good),
		},
		{
			name: 'a longer length',
			wire: (good) =>
				Buffer.concat([
					Buffer.from(`HTTP/1.1 200 OK\r\nContent-Length: ${good.length + 9}\r\n\r\n`),
					good,
				]),
		},
		{
			name: 'a length of nonsense',
			wire: (good) =>
				Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n'), good]),
		},
		{
			name: 'two lengths',
			wire: (good) =>
				Buffer.concat([
					Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n'),
					good,
				]),
		},
		{
			name: 'chunks of nonsense',
			wire: () => Buffer.from('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'),
		},
		{
			name: 'a chunk that is too large',
			wire: () =>
				Buffer.from('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\nx'),
		},
		{ name: 'no HTTP', wire: () => Buffer.from('SSH-2.0-OpenSSH_9.2\r\n') },
		{
			name: 'a header of 100 kB',
			wire: () => Buffer.from(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(100_000)}\r\n\r\n{}`),
		},
		{
			name: 'ten thousand headers',
			wire: () => Buffer.from(`HTTP/1.1 200 OK\r\n${'A: b\r\n'.repeat(10_000)}\r\n{}`),
		},
		{
			name: 'another protocol',
			ending: 'leaves',
			wire: () =>
				Buffer.from(
					'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n',
				),
		},
		{ name: 'only Continue', wire: () => Buffer.from('HTTP/1.1 100 Continue\r\n\r\n') },
		{ name: 'cut', ending: 'cut' },
		{ name: 'stalls', ending: 'stalls' },
		{ name: 'silent', ending: 'silent' },
		{ name: 'trickles', ending: 'trickles' },
		{ name: 'no content', status: 204, body: text('') },
	),
);

const STATUSES = [
	...[
		201, 202, 203, 206, 226, 299, 300, 301, 302, 303, 304, 305, 306, 307, 308, 399, 400, 401, 402,
	],
	...[
		403, 404, 405, 406, 408, 409, 410, 413, 418, 422, 423, 425, 429, 451, 499, 500, 501, 502, 503,
	],
	...[504, 520, 521, 522, 599, 600, 799, 999],
];

/** JSON, statuses and headers of every kind: what such an answer says about an order may be anything. */
export const lying: fc.Arbitrary<Hostile> = fc.oneof(
	{
		weight: 1,
		arbitrary: fc.constantFrom(200, 400, 401, 422).map((status) => ({
			name: `${status} with the token`,
			status,
			body: text(`{"success":false,"message":"No: ${SECRET}"}`),
		})),
	},
	{
		weight: 3,
		arbitrary: mutations.map((changes) => ({
			name: `changed ${write(changes)}`,
			body: (good: Buffer) => mutate(good, changes),
		})),
	},
	{
		weight: 1,
		arbitrary: fc.oneof(fc.jsonValue(), oddValue).map((value) => ({
			name: `JSON ${write(value)}`,
			body: text(write(value)),
		})),
	},
	{
		weight: 2,
		arbitrary: fc
			.record({
				status: fc.oneof(fc.constantFrom(...STATUSES), fc.integer({ min: 200, max: 999 })),
				headers: oddHeaders,
				said: fc.oneof(
					fc.constantFrom('', '<html>', '{}', '[]', '{"message":', `{"message":"${SECRET}"}`),
					oddValue.map((value) => write({ message: value, errors: value, error: value })),
					oddValue.map((value) =>
						write({ success: false, message: value, errors: { __proto__: value } }),
					),
				),
			})
			.map(({ status, headers, said }) => ({
				name: `${status} ${JSON.stringify(headers)} ${said.slice(0, 200)}`,
				status,
				headers,
				body: text(said),
			})),
	},
);

export interface HostilePlatform {
	url: string;
	/** What the requests since then were answered with. */
	given: Array<{ method: string; path: string; answer: Hostile | undefined }>;
	close(): Promise<void>;
}

const HOP = ['host', 'connection', 'content-length', 'transfer-encoding', 'accept-encoding'];

/**
 * @param platform what does the work: a sandbox, whose answer is then given as it came or spoiled
 * @param choose how the next request is answered
 * @param stall called when an answer has been left hanging: nothing else comes
 */
export async function startHostile(
	platform: () => string,
	choose: () => Hostile | undefined,
	stall: () => void,
): Promise<HostilePlatform> {
	const given: HostilePlatform['given'] = [];
	const sockets = new Set<Socket>();
	const reply = async (request: IncomingMessage) => {
		const { socket, method = '', url = '' } = request;
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		const { status, headers, body } = await forward(
			platform() + url,
			request,
			Buffer.concat(chunks),
		);
		const answer = choose();
		const path = new URL(url, 'http://x').pathname.replace('/api/v1/', '');
		given.push({ method, path, answer });
		if (answer?.ending === 'silent') return stall();
		const spoiled = answer?.body?.(body) ?? body;
		const all =
			answer?.wire?.(body) ??
			toWire(answer?.status ?? status, [...headers, ...(answer?.headers ?? [])], spoiled);
		const isWhole = answer?.ending === undefined || answer.ending === 'leaves';
		socket.write(isWhole ? all : all.subarray(0, all.length - Math.ceil(spoiled.length / 2) - 1));
		if (answer?.ending === 'cut' || isWhole) socket.end();
		if (answer?.ending === 'trickles') await trickle(socket, stall);
		if (answer?.ending === 'stalls') setImmediate(stall);
		if (answer?.ending === 'leaves') socket.once('close', stall);
	};
	const server = createServer(
		(request) => void reply(request).catch(() => request.socket.destroy()),
	);
	server.on('connection', (socket: Socket) => {
		sockets.add(socket);
		socket.on('error', () => {}).on('close', () => sockets.delete(socket));
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	const close = async () => {
		for (const socket of sockets) socket.destroy();
		await new Promise((resolve) => server.close(resolve));
	};
	return { url: `http://127.0.0.1:${port}`, given, close };
}

async function forward(url: string, request: IncomingMessage, body: Buffer) {
	const headers = Object.entries(request.headers).filter(([name]) => !HOP.includes(name));
	const answer = await fetch(url, {
		method: request.method,
		redirect: 'manual',
		headers: Object.fromEntries(headers) as Record<string, string>,
		...(body.length > 0 && { body: new Uint8Array(body) }),
	});
	return {
		status: answer.status,
		headers: [['Content-Type', answer.headers.get('content-type') ?? '']] as Array<
			[string, string]
		>,
		body: Buffer.from(await answer.arrayBuffer()),
	};
}

function toWire(status: number, headers: Array<[string, string]>, body: Buffer): Buffer {
	const own: Array<[string, string]> = [
		['Content-Length', String(body.length)],
		['Connection', 'close'],
	];
	const lines = [...headers, ...own].map(([name, value]) => `${name}: ${value}\r\n`).join('');
	return Buffer.concat([Buffer.from(`HTTP/1.1 ${status} So\r\n${lines}\r\n`), body]);
}

/** A blank at a time, until nobody listens any more. */
async function trickle(socket: Socket, stall: () => void): Promise<void> {
	for (let count = 0; count < 50 && !socket.destroyed; count++) {
		socket.write(' ');
		await new Promise((resolve) => setImmediate(resolve));
	}
	stall();
}
