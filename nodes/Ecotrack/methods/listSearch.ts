/** The lists that the editor offers for a parameter. */
import {
	NodeOperationError,
	type ILoadOptionsFunctions,
	type INodeListSearchResult,
} from 'n8n-workflow';

import { findWilaya, listCommunes, listWilayas } from '../actions/location';
import { goesToDesk } from '../actions/order/fields';
import { readPlace } from '../actions/parameters';
import { listedPage } from '../platform/endpoints';
import { CommuneNames } from '../platform/communes';
import { fold, toNameKey } from '../platform/names';
import type { Commune, Wilaya } from '../platform/places';
import { toKey, toText, type Page, type Row } from '../platform/rows';
import { describeStatus } from '../platform/statuses';
import { indexWilayas } from '../platform/wilayas';
import { createClient, noRetry, type Client } from '../transport/client';
import { toNodeError } from '../transport/errors';
import { EcotrackFailure } from '../transport/response';

const TIMEOUT_MS = 30_000; // a page takes up to twelve seconds (docs/ecotrack-api.md, section 1.2)

/** Long enough, and with some digit: not the beginning of a name. What it begins with is the carrier's. */
const WHOLE_NUMBER = /^(?=.*\d)[A-Z0-9-]{12,}$/i;

/** Pages that are read on for a text which the page before did not have, and for how long. */
const MAX_PAGES_AT_A_TIME = 10;
const LONGEST_SEARCH_MS = 20_000;
/** Requests of each window that reading on leaves to the workflows of the account. */
const RESERVED_REQUESTS = 10;

/** What is done to an order before it is shipped, or at that moment. */
const WANTING_DRAFTS: readonly unknown[] = ['delete', 'downloadLabel', 'ship', 'update'];

/**
 * The list of a Tracking Number parameter: one page of orders at a time, newest first, and drafts before
 * all others where the operation wants them. Text is matched against number, reference and recipient,
 * from the newest page on until one has it, but not further than ten pages at a time, nor with the
 * account's last requests; a whole number is looked up.
 */
export async function searchOrders(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const text = toText(filter);
	const wantsDrafts = WANTING_DRAFTS.includes(this.getCurrentNodeParameter('operation'));
	return await search(this, { tracking: 'Tracking Number' }, async (api) => {
		if (WHOLE_NUMBER.test(text) && !paginationToken) {
			const { rows } = await fetchPage(api, { tracking: text });
			// A platform that does not know this filter answers with everything.
			const found = rows.filter((row) => toKey(row.tracking) === toKey(text));
			if (found.length > 0) return { results: found.map(toOption) };
		}
		const first = Number(paginationToken ?? 1);
		const end = Date.now() + LONGEST_SEARCH_MS;
		for (let page = first; ; page++) {
			const { rows, lastPage, isScarce } = await fetchPage(api, { page });
			const results = rows
				.filter((row) => isMatch(row, text))
				.sort((a, b) => (wantsDrafts && byDraft(a, b)) || byNewest(a, b))
				.map(toOption);
			if (page >= lastPage || rows.length === 0) return { results };
			const isFar = page - first + 1 >= MAX_PAGES_AT_A_TIME || Date.now() >= end;
			if (results.length > 0 || isScarce || isFar) {
				return { results, paginationToken: String(page + 1) };
			}
		}
	});
}

/** The list of a Wilaya parameter: those that the account can send to. */
export async function searchWilayas(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await search(this, {}, async (api) => {
		const wilayas = await listWilayas(api);
		const toShown = ({ wilayaId, name }: Wilaya) => `${wilayaId} · ${name}`;
		const wanted = pick(wilayas, filter, toShown, (text) => {
			const { place, candidates } = indexWilayas(wilayas).resolve(text);
			return ({ wilayaId, name }) => wilayaId === place || candidates.includes(name);
		});
		return {
			results: wanted.map((one) => ({ name: toShown(one), value: String(one.wilayaId) })),
		};
	});
}

/** The list of a Commune parameter: those of the wilaya chosen beside it, for a desk those that may have one. */
export async function searchCommunes(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const given = (name: string) => this.getCurrentNodeParameter(name);
	const wilaya = ['wilayaId', 'updateFields.wilayaId']
		.map((name) => readPlace(given(name)))
		.find(Boolean);
	const isToDesk = goesToDesk(given);
	return await search(this, {}, async (api) => {
		const wilayaId = wilaya ? await findWilaya(api, wilaya) : undefined;
		const served = (await listCommunes(api))
			.filter((commune) => wilayaId === undefined || commune.wilayaId === wilayaId)
			.filter(({ hasDesk }) => !isToDesk || hasDesk !== false)
			.sort((a, b) => a.name.localeCompare(b.name));
		const toShown = ({ name }: Commune) => name;
		const wanted = pick(served, filter, toShown, (text) => {
			const found =
				wilayaId === undefined ? undefined : new CommuneNames(served).find(wilayaId, text);
			const names = [found?.place?.name, ...(found?.candidates ?? [])];
			return ({ name }) => names.includes(name);
		});
		return {
			results: wanted.map(({ name, hasDesk, wilayaId: number }) => ({
				name: [name, wilayaId === undefined && `wilaya ${number}`, hasDesk && 'desk']
					.filter(Boolean)
					.join(' · '),
				value: name,
			})),
		};
	});
}

async function search(
	context: ILoadOptionsFunctions,
	labels: Record<string, string>,
	work: (api: Client) => Promise<INodeListSearchResult>,
): Promise<INodeListSearchResult> {
	try {
		return await work(createClient(context, noRetry(TIMEOUT_MS)));
	} catch (error) {
		if (!(error instanceof EcotrackFailure)) {
			throw new NodeOperationError(context.getNode(), error as Error);
		}
		const circumstances = { isWrite: false, labels, now: Date.now() };
		throw toNodeError(context.getNode(), error.failure, circumstances);
	}
}

/** `isScarce` when the account has few requests left, where the platform says how many. */
async function fetchPage(api: Client, query: Row): Promise<Page & { isScarce: boolean }> {
	const outcome = await api.request(listedPage(query));
	if (outcome.kind !== 'ok') throw new EcotrackFailure(outcome);
	const isScarce = outcome.windows.some(
		({ remaining = Infinity }) => remaining < RESERVED_REQUESTS,
	);
	return { ...outcome.data, isScarce };
}

function isMatch(row: Row, text: string): boolean {
	const words = [row.tracking, row.reference, row.client].map(fold);
	return words.some((word) => word.includes(fold(text)));
}

function byNewest(a: Row, b: Row): number {
	return toText(b.created_at).localeCompare(toText(a.created_at));
}

function byDraft(a: Row, b: Row): number {
	const [first, second] = [a, b].map(({ status }) => describeStatus(status).phase === 'draft');
	return Number(second) - Number(first);
}

/** By what a person knows an order: the editor cuts long names off at their end. */
function toOption(row: Row) {
	const tracking = toText(row.tracking);
	const about = [row.client, describeStatus(row.status).label, row.reference].map(toText);
	return { name: [...about.filter(Boolean), tracking].join(' · '), value: tracking };
}

/**
 * What contains the searched text as a person sees it; where nothing does, what the text is understood as,
 * as in a parameter (docs/places.md).
 */
function pick<T>(
	all: T[],
	filter: string | undefined,
	toShown: (one: T) => string,
	understand: (text: string) => (one: T) => boolean,
): T[] {
	const key = toNameKey(filter);
	const named = all.filter((one) => toNameKey(toShown(one)).includes(key));
	return named.length > 0 || !filter ? named : all.filter(understand(filter));
}
