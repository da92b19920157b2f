import type { INodeProperties } from 'n8n-workflow';

import { account } from './account';
import { fee } from './fee';
import { location } from './location';
import type { Operation, Resource } from './operation';
import { order } from './order';
import { product } from './product';
import { remark } from './remark';
import { returns } from './return';
import { tracking } from './tracking';

/** The catalogue, in the order in which the editor shows it. */
export const RESOURCES: readonly Resource[] = [
	account,
	fee,
	location,
	order,
	product,
	remark,
	returns,
	tracking,
];

/** The node's parameters: two selectors, then the fields of every operation. */
export function toProperties(resources: readonly Resource[]): INodeProperties[] {
	const { value: initial } = order;
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			options: resources.map(({ name, value }) => ({ name, value })),
			default: initial,
		},
		...resources.map(toSelector),
		...resources.flatMap((resource) =>
			resource.operations.flatMap((operation) => toFields(resource, operation)),
		),
	];
}

function toSelector({ value: resource, operations, initial }: Resource): INodeProperties {
	const start = initial ?? operations[0].value;
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [resource] } },
		options: operations.map(({ name, value, action, description }) => ({
			name,
			value,
			action,
			description,
		})),
		default: start,
	};
}

/** A field shows with its operation, and on its own condition. */
function toFields(resource: Resource, operation: Operation): INodeProperties[] {
	return operation.fields.map((field) => ({
		...field,
		displayOptions: {
			...field.displayOptions,
			show: {
				resource: [resource.value],
				operation: [operation.value],
				...field.displayOptions?.show,
			},
		},
	}));
}
