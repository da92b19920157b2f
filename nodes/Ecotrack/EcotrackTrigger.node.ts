import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';

import { onlyWhereSet } from './actions/parameters';
import { PHASE_OPTIONS, STATUS_OPTIONS } from './platform/statuses';
import { poll, pollByHand } from './trigger/poll';
import { detectPollKind, withLock } from './trigger/registration';

/** On a filter in the place where it stood before there was a collection of them: saved workflows have it there. */
const MOVED = {
	description: 'Counts as long as the filter of this name is empty',
	hint: 'Has moved to Filters',
};

/** "Order created, order status changed", below the node. */
const SUBTITLE = `={{ $parameter.triggerOn.join(', ')
	.replace(/[A-Z]/g, (capital) => ' ' + capital.toLowerCase())
	.replace(/^./, (first) => first.toUpperCase()) }}`;

export class EcotrackTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'ECOTRACK Trigger',
		name: 'ecotrackTrigger',
		icon: { light: 'file:../../icons/ecotrack.svg', dark: 'file:../../icons/ecotrack.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: SUBTITLE,
		description: 'Starts the workflow when an order changes status, appears, or gets a remark',
		defaults: { name: 'ECOTRACK Trigger' },
		polling: true,
		builderHint: {
			searchHint:
				'Use this to react to orders, instead of Schedule Trigger with Get Many: it remembers every order and tells each change once. One trigger per account, with a Switch behind it. With "Phases" chosen it starts once per order and phase, with "Statuses" at each arrival in one of them. Poll every 5 minutes.',
			relatedNodes: [
				{
					nodeType: 'n8n-nodes-ecotrack.ecotrack',
					relationHint:
						'To act on the order of an event: its "tracking" is the Tracking Number there',
				},
			],
		},
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'ecotrackApi', required: true }],
		properties: [
			{
				displayName: 'Trigger On',
				name: 'triggerOn',
				type: 'multiOptions',
				required: true,
				options: [
					{
						name: 'Delivery Attempt',
						value: 'deliveryAttempt',
						description: 'A driver left a remark, such as a customer who does not answer',
					},
					{
						name: 'Order Created',
						value: 'orderCreated',
						description: 'An order is seen for the first time',
					},
					{
						name: 'Order Status Changed',
						value: 'orderStatusChanged',
						description: 'An order has another status than when it was last looked at',
					},
				],
				default: ['orderStatusChanged'],
			},
			{
				displayName: 'Filters',
				name: 'filters',
				type: 'collection',
				placeholder: 'Add Filter',
				displayOptions: { show: { triggerOn: ['orderStatusChanged'] } },
				default: {},
				options: [
					{
						displayName: 'Phases',
						name: 'phases',
						type: 'multiOptions',
						options: PHASE_OPTIONS,
						default: [],
						description:
							'Only when an order enters one of these phases: once per phase, not once per step in it. Empty means any.',
					},
					{
						displayName: 'Previous Statuses',
						name: 'previousStatuses',
						type: 'multiOptions',
						options: STATUS_OPTIONS,
						default: [],
						description:
							'Only when the order was in one of these statuses before. Empty means any.',
					},
					{
						displayName: 'Statuses',
						name: 'statuses',
						type: 'multiOptions',
						options: STATUS_OPTIONS,
						default: [],
						description:
							'Only when an order arrives in exactly one of these statuses, every time it does. With Phases chosen too, either is enough. Empty means any.',
					},
				],
			},
			{
				displayName:
					'Without filters, every change of status starts the workflow. Polling every 5 minutes is right for most shops.',
				name: 'filtersNotice',
				type: 'notice',
				displayOptions: { show: { triggerOn: ['orderStatusChanged'] } },
				default: '',
			},
			{
				displayName: 'Polling every 5 minutes is right for most shops.',
				name: 'pollNotice',
				type: 'notice',
				displayOptions: { hide: { triggerOn: ['orderStatusChanged'] } },
				default: '',
			},
			{
				displayName: 'Phases',
				name: 'phases',
				type: 'multiOptions',
				displayOptions: {
					show: { triggerOn: ['orderStatusChanged'], '/phases': [{ _cnd: { exists: true } }] },
				},
				options: PHASE_OPTIONS,
				default: [],
				...MOVED,
			},
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				placeholder: 'Add Option',
				default: {},
				options: [
					{
						displayName: 'Emit Existing Orders',
						name: 'emitExisting',
						type: 'boolean',
						default: false,
						description:
							'Whether to start with one event for each order already in process. Off, they are taken in silently.',
					},
					{
						displayName: 'Include Order Details',
						name: 'includeOrderDetails',
						type: 'boolean',
						default: true,
						description:
							'Whether to add recipient, phone, commune, amount and so on to each event, for one more request per 100 events',
					},
					{
						displayName: 'Lookback Days',
						name: 'lookbackDays',
						type: 'number',
						typeOptions: { minValue: 1 },
						default: 90,
						description: 'How many days ago an order may have been created to be followed',
					},
					...onlyWhereSet('options', {
						displayName: 'Previous Statuses',
						name: 'previousStatuses',
						type: 'multiOptions',
						options: STATUS_OPTIONS,
						default: [],
						...MOVED,
					}),
					{
						displayName: 'Rate Limit Share',
						name: 'rateLimitShare',
						type: 'number',
						typeOptions: { minValue: 1, maxValue: 100 },
						default: 50,
						description:
							"Percent of the carrier's request limits that this trigger may use. With two triggers on one account, use 25 each.",
					},
					{
						displayName: 'Repeat After Restart',
						name: 'repeatAfterRestart',
						type: 'boolean',
						default: false,
						description:
							'Whether to send the last events once more after a restart of n8n, marked as repeated. On for ledgers that must miss nothing, off for messages to customers.',
					},
					...onlyWhereSet('options', {
						displayName: 'Statuses',
						name: 'statuses',
						type: 'multiOptions',
						options: STATUS_OPTIONS,
						default: [],
						...MOVED,
					}),
					{
						displayName: 'Track Until',
						name: 'trackUntil',
						type: 'options',
						options: [
							{
								name: 'Archived',
								value: 'archived',
								description: 'Until it is paid out, returned and closed, or cancelled',
							},
							{
								name: 'Delivered or Returned',
								value: 'deliveredOrReturned',
								description: 'Saves requests: what happens to the money afterwards is not followed',
							},
						],
						default: 'archived',
					},
				],
			},
		],
	};

	/** One item per event; null when there is none. See trigger/poll. */
	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		if (this.getMode() === 'manual') return await pollByHand(this);
		const kind = detectPollKind(this);
		return await withLock(this, async (isCurrent) => await poll(this, kind, isCurrent));
	}
}
