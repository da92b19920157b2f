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

export class Ecotrack implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'ECOTRACK',
		name: 'ecotrack',
		icon: { light: 'file:../../icons/ecotrack.svg', dark: 'file:../../icons/ecotrack.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Work with orders at the Algerian delivery carriers that run on ECOTRACK',
		defaults: { name: 'ECOTRACK' },
		usableAsTool: true,
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
