/**
 * What the editor shows of an operation's output before its first run: a JSON schema for each, where n8n looks
 * for it, made from what the operation yields on the sandbox (`npm run previews`).
 */
import { join } from 'node:path';

import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../../sandbox';
import type { OrderFields } from '../../sandbox/platform/order';
import type { Engine } from './engine';
import { byName, EXAMPLES, NEW_ORDER, parametersOf } from './parameters';

/** The folder of a node's version. n8n reads no other, and looks beside the node's own file. */
export const FOLDER = join(__dirname, '../../nodes/Ecotrack/__schema__/v1.0.0');

export const fileOf = (operation: string) => `${operation.replace('.', '/')}.json`;

export interface Schema {
	type: 'object' | 'array' | 'string' | 'number' | 'boolean';
	properties?: Record<string, Schema>;
	items?: Schema;
}

/** The preview of an operation, from all that its scenes yield. */
export async function previewOf(engine: Engine, operation: string): Promise<Schema> {
	return { ...toSchema(await outputsOf(engine, operation)), version: 1 } as Schema;
}

/** An order that has everything an output can show. */
const RICH: OrderFields = {
	status: 'en_livraison',
	reference: 'WC-1',
	wilayaId: 16,
	commune: 'Kouba',
	stopDesk: 1,
};

const REMARK = {
	driver: 'Livreur Exemple',
	station: 'Oran',
	details: 'x',
	postponedTo: '2026-08-20',
};

/** One run of an operation on the platform. */
interface Scene {
	given?: INodeParameters;
	input?: IDataObject[];
	/** What its order is like, where that is not the usual one. */
	order?: OrderFields;
	prepare?(sandbox: Sandbox): void;
}

const named: INodeParameters = {
	...NEW_ORDER,
	commune: byName('={{ $json.commune ?? "Kouba" }}'),
	reference: '={{ $json.ref }}',
	options: { skipExisting: true },
};

/** The operations whose output depends on more than their example shows; the last scene may add fields. */
const SCENES: Readonly<Record<string, Scene[]>> = {
	'order.create': [{ given: named, input: [{ ref: 'NEW' }, { ref: RICH.reference }] }],
	'order.createMany': [
		{
			given: named,
			input: [{ ref: 'NEW' }, { ref: RICH.reference }, { ref: 'SHUT', commune: 'Fermee' }],
			// The list of communes has one that the platform takes no more.
			prepare: ({ quirks }) =>
				quirks.on('not-an-object', {
					path: 'get/communes',
					value: ['Kouba', 'Fermee'].map((nom) => ({ nom, wilaya_id: 16, has_stop_desk: 1 })),
				}),
		},
		{
			given: named,
			input: [{ ref: 'AAAAAA-1' }, { ref: 'BBBBBB-2' }],
			prepare: ({ quirks }) => {
				quirks.on('truncated-references', { count: 6 });
				quirks.on('empty-status-array');
			},
		},
	],
	'order.update': [
		{
			given: { updateFields: { phone: '0555000112', remark: 'Après 17 h' } },
			prepare: ({ quirks }) => quirks.on('update-side-effects', { value: { amount: 0 } }),
		},
	],
	'return.confirmReception': [
		{
			order: { status: 'retours_prets' },
			given: { trackings: '={{ $json.tracking }},ECNONE' },
		},
	],
};

const UPDATED = ['order.delete', 'order.ship', 'order.update'];

async function outputsOf(engine: Engine, operation: string): Promise<IDataObject[]> {
	const outputs: IDataObject[] = [];
	for (const scene of SCENES[operation] ?? [{}]) {
		const sandbox = await startSandbox({
			clock: 'manual',
			startAt: new Date(),
		});
		try {
			const { status } = EXAMPLES[operation];
			const usual = {
				...RICH,
				status: status ?? (UPDATED.includes(operation) ? 'prete_a_expedier' : RICH.status),
			};
			const { tracking } = sandbox.platform.create({ ...usual, ...scene.order });
			sandbox.platform.addRemark(tracking, 'Client absent', REMARK);
			scene.prepare?.(sandbox);
			const [resource, name] = operation.split('.');
			const parameters = {
				resource,
				operation: name,
				...parametersOf(operation, tracking),
				...scene.given,
			};
			const credential = { carrier: 'custom', baseUrl: sandbox.url, apiToken: sandbox.token };
			const input = (scene.input ?? [{}]).map((item) => ({ tracking, ...item }));
			const { json, error } = await engine.runNode(parameters, credential, { input });
			if (error) throw error;
			outputs.push(...json);
		} finally {
			await sandbox.close();
		}
	}
	return outputs;
}

/** Texts that the sandbox leaves empty. */
const EMPTY_TEXTS = ['phone2', 'barcode', 'image'];

/**
 * What all of these values are. Null says nothing of a type: any field may be empty, and n8n shows one type for each.
 */
export function toSchema(values: readonly unknown[], name = ''): Schema {
	const known = values.filter((value) => value !== null && value !== undefined);
	if (known.length === 0 && EMPTY_TEXTS.includes(name)) return { type: 'string' };
	if (known.length === 0) throw new Error(`No scene fills ${name}`);
	if (known.every(Array.isArray)) return { type: 'array', items: toSchema(known.flat(), name) };
	const types = new Set(known.map((value) => (Array.isArray(value) ? 'array' : typeof value)));
	if (types.size > 1) throw new Error(`These are of several types: ${JSON.stringify(known)}`);
	const [type] = types as Set<Schema['type']>;
	if (type !== 'object') return { type };
	const names = new Set(known.flatMap((value) => Object.keys(value as object)));
	const properties = [...names].map(
		(name) =>
			[
				name,
				toSchema(
					known.map((value) => (value as IDataObject)[name]),
					name,
				),
			] as const,
	);
	return { type, properties: Object.fromEntries(properties) };
}
