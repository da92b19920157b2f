import type { Operation, Reader } from '../../nodes/Ecotrack/actions/operation';
import { EcotrackFailure, type Failure } from '../../nodes/Ecotrack/transport/response';
import { findOperation } from '../../nodes/Ecotrack/actions';

/** Reads the parameters of an item from a plain object. */
export const reader =
	(values: Record<string, unknown>): Reader =>
	(name) =>
		values[name];

/** An operation of the catalogue, given as `resource.operation`, of the expected kind. */
export function operationOf<Kind extends Operation['kind']>(
	name: string,
	kind: Kind,
): Extract<Operation, { kind: Kind }> {
	const [resource, operation] = name.split('.');
	const found = findOperation(resource, operation);
	if (found?.kind !== kind) throw new Error(`${name} is no operation of the kind ${kind}`);
	return found as Extract<Operation, { kind: Kind }>;
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
