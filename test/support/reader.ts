import { RESOURCES } from '../../nodes/Ecotrack/actions';
import type { Api, Operation, Reader, Result } from '../../nodes/Ecotrack/actions/operation';
import { readPages } from '../../nodes/Ecotrack/transport/pages';
import type { Page } from '../../nodes/Ecotrack/platform/rows';
import {
	EcotrackFailure,
	tryRead,
	type Call,
	type Failure,
	type Outcome,
	type Request,
} from '../../nodes/Ecotrack/transport/response';

/** Reads the parameters of an item from a plain object. */
export const reader =
	(values: Record<string, unknown>): Reader =>
	(name) =>
		values[name];

/** An operation of the catalogue, given as `resource.operation`. */
export function operationOf(name: string): Operation {
	const [resource, value] = name.split('.');
	const { operations = [] } = RESOURCES.find((one) => one.value === resource) ?? {};
	const found = operations.find((one) => one.value === value);
	if (!found) throw new Error(`There is no operation ${name}`);
	return found;
}

/** A platform that gives these answers, one after the other, the last one again and again. */
export function scripted(...answers: unknown[]) {
	const sent: Request[] = [];
	async function request<T>(call: Call<T>): Promise<Outcome<T>> {
		sent.push(call);
		const answer = answers[Math.min(sent.length, answers.length) - 1];
		const result = tryRead(() => ({ data: call.read(answer) }));
		return 'data' in result ? { kind: 'ok', windows: [], ...result } : result;
	}
	async function requestOrThrow<T>(call: Call<T>): Promise<T> {
		const outcome = await request(call);
		if (outcome.kind === 'ok') return outcome.data;
		throw new EcotrackFailure(outcome);
	}
	const api: Api = {
		account: async () => ({ token: '', baseUrl: 'https://a.test', origin: 'https://a.test' }),
		request,
		requestOrThrow,
		list: async (call, { isWanted = () => true } = {}) => {
			const rows = [];
			const fetchPage = (page: number): Promise<Page> =>
				requestOrThrow({ ...call, query: { ...call.query, page } });
			for await (const batch of readPages(fetchPage))
				rows.push(...batch.filter((one) => isWanted(one)));
			return rows;
		},
		once: async (_name, work) => await work(),
		written: 0,
		continuesOnFail: false,
		hint: () => {},
		toFile: async (bytes, name, mimeType) => ({
			data: `${bytes.length}`,
			fileName: name,
			mimeType,
		}),
	};
	return { api, sent };
}

/** What one item yields when the platform answers so, or its failure; and what was sent for it. */
export async function runOperation(
	name: string,
	values: Record<string, unknown>,
	...answers: unknown[]
): Promise<{ rows: Exclude<Result, Error>; failure?: Failure; sent: Request[] }> {
	const operation = operationOf(name);
	const { api, sent } = scripted(...answers);
	try {
		if ('each' in operation) return { rows: await operation.each(reader(values), api), sent };
		const wanted = await operation.prepare(reader(values), api);
		for await (const result of operation.together([wanted], api)) {
			if (result instanceof Error) throw result;
			return { rows: result, sent };
		}
		return { rows: [], sent };
	} catch (error) {
		if (error instanceof EcotrackFailure) return { rows: [], failure: error.failure, sent };
		throw error;
	}
}

/** What a call was refused with; undefined when it was not. */
export function refusalOf(call: () => unknown): Failure | undefined {
	try {
		call();
		return undefined;
	} catch (error) {
		if (error instanceof EcotrackFailure) return error.failure;
		throw error;
	}
}
