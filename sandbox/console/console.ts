import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { isObject } from '../http/call';
import type { Backstage } from '../http/respond';
import type { RequestLog, SideDoor } from '../http/server';
import { isQuirkName } from '../quirks';
import { describeState } from './state';

type Order = Record<string, unknown>;
type Action = (order: Order, backstage: Backstage) => unknown;

const textOf = (order: Order, name: string): string => {
	const value = order[name];
	return typeof value === 'string' ? value.trim() : '';
};

function requireText(order: Order, name: string): string {
	const text = textOf(order, name);
	if (text === '') throw new RangeError(`${name} is missing`);
	return text;
}

/** What a person, or a script, can do to a running sandbox: `POST /console/<name>` with JSON. */
const ACTIONS: Readonly<Record<string, Action>> = {
	push: (order, { platform }) => platform.push(requireText(order, 'tracking')),

	status: (order, { platform }) =>
		platform.setStatus(requireText(order, 'tracking'), requireText(order, 'status')),

	remark: (order, { platform }) =>
		platform.addRemark(requireText(order, 'tracking'), requireText(order, 'content'), {
			driver: textOf(order, 'driver'),
			station: textOf(order, 'station'),
		}),

	create: (order, { platform }) => platform.create(isObject(order.fields) ? order.fields : {}),

	advance: (order, { platform }) => platform.clock.advance(Number(order.ms)),

	quirk: (order, { quirks }) => {
		const { name, isOn, options } = order;
		if (!isQuirkName(name)) throw new RangeError(`No such quirk: ${String(name)}`);
		if (isOn) quirks.on(name, isObject(options) ? options : {});
		else quirks.off(name);
	},

	clear: (_order, { quirks }) => quirks.clear(),
};

const FILES: Readonly<Record<string, readonly [file: string, type: string]>> = {
	'/console': ['page.html', 'text/html; charset=utf-8'],
	'/console/style.css': ['style.css', 'text/css; charset=utf-8'],
	'/console/orders.css': ['orders.css', 'text/css; charset=utf-8'],
	'/console/parts.css': ['parts.css', 'text/css; charset=utf-8'],
	'/console/app.js': ['app.js', 'text/javascript; charset=utf-8'],
	'/console/views.js': ['views.js', 'text/javascript; charset=utf-8'],
};

function send(response: ServerResponse, status: number, type: string, body: string | Buffer) {
	response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' });
	response.end(body);
}

const sendJson = (response: ServerResponse, status: number, value: unknown) =>
	send(response, status, 'application/json', JSON.stringify(value));

async function act(request: IncomingMessage, name: string, backstage: Backstage) {
	const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
	if (!action) return [404, { message: `No such action: ${name}` }] as const;
	// Another site's page cannot send this type without asking first, which is never granted.
	if (!request.headers['content-type']?.includes('application/json'))
		return [415, { message: 'Send JSON' }] as const;
	try {
		const order: unknown = JSON.parse((await text(request)) || '{}');
		if (!isObject(order)) return [400, { message: 'Send a JSON object' }] as const;
		return [200, { done: action(order, backstage) ?? true }] as const;
	} catch (error) {
		return [400, { message: error instanceof Error ? error.message : String(error) }] as const;
	}
}

/** The web page of a sandbox and what it talks to, outside the API and its rate windows. */
export function createConsole(backstage: Backstage, requests: RequestLog[]): SideDoor {
	return (request, response, url) => {
		const path = url.pathname.replace(/\/$/, '');
		if (path === '') {
			response.writeHead(302, { Location: '/console' }).end();
		} else if (path === '/console/state') {
			const search = url.searchParams.get('search') ?? '';
			sendJson(response, 200, describeState(backstage, requests, search));
		} else if (Object.hasOwn(FILES, path)) {
			const [file, type] = FILES[path];
			send(response, 200, type, readFileSync(join(__dirname, file)));
		} else if (path.startsWith('/console/') && request.method === 'POST') {
			void act(request, path.slice('/console/'.length), backstage).then(([status, value]) =>
				sendJson(response, status, value),
			);
		} else {
			return false;
		}
		return true;
	};
}
