import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';

import { poll, pollByHand } from './trigger/poll';
import { triggerProperties } from './trigger/properties';
import { alone, recognise } from './trigger/registration';

export class EcotrackTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'ECOTRACK Trigger',
		name: 'ecotrackTrigger',
		icon: { light: 'file:../../icons/ecotrack.svg', dark: 'file:../../icons/ecotrack.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["triggerOn"].join(", ") }}',
		description: 'Starts the workflow when an order changes status, appears, or gets a remark',
		defaults: { name: 'ECOTRACK Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'ecotrackApi', required: true }],
		properties: triggerProperties,
	};

	/** One item per event; null when there is none. See trigger/poll. */
	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		if (this.getMode() === 'manual') return await pollByHand(this);
		const occasion = recognise(this);
		return await alone(this, async (isCurrent) => await poll(this, occasion, isCurrent));
	}
}
