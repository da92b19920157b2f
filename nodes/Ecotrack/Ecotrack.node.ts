import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { RESOURCES, toProperties } from './actions';
import { run } from './actions/run';
import { searchCommunes, searchOrders, searchWilayas } from './methods/listSearch';

/**
 * The operation in words, as n8n shows it below the node: `createMany` is "Create many orders". The resource is
 * added where the operation alone does not say it.
 */
const SUBTITLE = `={{ $parameter.operation
	.replace('All', 'Many')
	.replace(/[A-Z]/g, (capital) => ' ' + capital.toLowerCase())
	.replace(/^[a-z]+$/, '$& ' + $parameter.resource)
	.replace(/ many$/, ' many ' + $parameter.resource + 's')
	.replace(/^./, (first) => first.toUpperCase()) }}`;

export class Ecotrack implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'ECOTRACK',
		name: 'ecotrack',
		icon: { light: 'file:../../icons/ecotrack.svg', dark: 'file:../../icons/ecotrack.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: SUBTITLE,
		description: 'Work with orders at the Algerian delivery carriers that run on ECOTRACK',
		defaults: { name: 'ECOTRACK' },
		usableAsTool: true,
		builderHint: {
			searchHint:
				'For several rows use "Create Many", which sends 100 orders per request, instead of "Create" in a loop. Wherever a run may repeat, give each order a "Reference" and switch on "Skip Existing References": otherwise a parcel is created twice. Look up known orders with "Get Statuses", which takes all input items at once.',
			relatedNodes: [
				{
					nodeType: 'n8n-nodes-ecotrack.ecotrackTrigger',
					relationHint:
						'To react to status changes, new orders or delivery attempts, instead of Schedule Trigger with Get Many',
				},
			],
		},
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'ecotrackApi', required: true }],
		properties: toProperties(RESOURCES),
	};

	methods = { listSearch: { searchCommunes, searchOrders, searchWilayas } };

	/** Hands over to actions/run, which knows how every operation of the catalogue runs. */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await run(this, RESOURCES, this.continueOnFail());
	}
}
