import {
	NodeOperationError,
	type ILoadOptionsFunctions,
	type INodeListSearchResult,
} from 'n8n-workflow';

import { prompt } from '../transport/client';
import { toNodeError } from '../transport/errors';
import { toNameKey } from '../platform/names';
import { EcotrackFailure } from '../transport/response';
import { attempt } from '../actions/failures';
import { readPlace } from '../actions/place-fields';
import { findWilaya, listCommunes, listWilayas } from '../actions/places';
import { createPort, type Port } from '../actions/port';

const TIMEOUT_MS = 30_000;

/** The list of a Wilaya parameter: those that the account can send to. */
export async function searchWilayas(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await answer(this, async (port) =>
		(await listWilayas(port))
			.map(({ wilayaId, name }) => ({ name: `${wilayaId} · ${name}`, value: String(wilayaId) }))
			.filter(({ name }) => matches(name, filter)),
	);
}

/** The list of a Commune parameter: those of the wilaya chosen beside it. */
export async function searchCommunes(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const wilaya = ['wilayaId', 'updateFields.wilayaId']
		.map((name) => readPlace(this.getCurrentNodeParameter(name)))
		.find(Boolean);
	return await answer(this, async (port) => {
		const wilayaId = wilaya ? await findWilaya(port, wilaya) : undefined;
		return (await listCommunes(port))
			.filter((commune) => wilayaId === undefined || commune.wilayaId === wilayaId)
			.filter(({ name }) => matches(name, filter))
			.sort((a, b) => a.name.localeCompare(b.name))
			.map(({ name, hasDesk, wilayaId: number }) => ({
				name: [name, wilayaId === undefined && `wilaya ${number}`, hasDesk && 'desk']
					.filter(Boolean)
					.join(' · '),
				value: name,
			}));
	});
}

async function answer(
	context: ILoadOptionsFunctions,
	list: (port: Port) => Promise<INodeListSearchResult['results']>,
): Promise<INodeListSearchResult> {
	const results = await attempt(() => list(createPort(context, prompt(TIMEOUT_MS))));
	if (!(results instanceof Error)) return { results };
	if (!(results instanceof EcotrackFailure))
		throw new NodeOperationError(context.getNode(), results);
	const circumstances = { isWrite: false, labels: {}, now: Date.now() };
	throw toNodeError(context.getNode(), results.failure, circumstances);
}

function matches(name: string, filter = ''): boolean {
	return toNameKey(name).includes(toNameKey(filter));
}
