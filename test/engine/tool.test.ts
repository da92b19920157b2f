import { TOOL } from '../support/engine';
import { openLab } from '../support/lab';
import { byName, byNumber, NEW_ORDER } from '../support/parameters';

/** The action node as a tool: what a model gets to read. */
const lab = openLab();

const create = (commune: string) => ({
	resource: 'order',
	operation: 'create',
	...NEW_ORDER,
	commune: byName(commune),
});
const REFUSAL = "'Commune' is not in the carrier's list for wilaya 16: Kouba Centre";
const ADVICE = 'Did you mean Kouba? Choose one from the list';

describe('as a step that an agent has asked for', () => {
	const use = async (parameters: ReturnType<typeof create>, onError?: 'stopWorkflow') => {
		const more = { nodeType: TOOL, rewireOutputLogTo: 'ai_tool' as const, onError };
		const { run } = await lab.engine.runNode(parameters, lab.credential, more);
		const task = run.data.resultData.runData.ECOTRACK.at(-1);
		return task?.data?.ai_tool?.[0]?.map(({ json }) => json);
	};

	it.each([undefined, 'stopWorkflow'] as const)(
		'tells what was wrong and what to do about it (On Error: %s)',
		async (onError) => {
			expect(await use(create('Kouba Centre'), onError)).toEqual([
				{ error: `${REFUSAL}. ${ADVICE}` },
			]);
		},
	);

	it('tells the order that it made', async () => {
		expect(await use(create('Kouba'))).toEqual([
			expect.objectContaining({ tracking: expect.any(String), created: true }),
		]);
	});
});

describe('called by an agent itself, which drops what is thrown', () => {
	const use = async (parameters: ReturnType<typeof create>, more = {}): Promise<unknown> =>
		JSON.parse(await lab.engine.callAsTool(parameters, lab.credential, more));

	it.each([{}, { onError: 'stopWorkflow' }, { onError: 'continueRegularOutput' }])(
		'tells what was wrong and what to do about it: %j',
		async (more) => {
			expect(await use(create('Kouba Centre'), more)).toEqual([
				{ error: REFUSAL, message: ADVICE },
			]);
		},
	);

	it('tells what the platform refuses', async () => {
		const ship = { resource: 'order', operation: 'ship', tracking: byNumber('ECNOBODY0000000001') };
		const [told] = (await use(ship as never)) as Array<Record<string, string>>;
		expect(told.error).toBe('No order with this tracking number was found');
		expect(told.message).toMatch(/Check 'Tracking Number'/);
	});

	it('tells the order that it made', async () => {
		expect(await use(create('Kouba'))).toEqual([expect.objectContaining({ created: true })]);
	});
});

it('changes nothing for a node of a workflow: message and advice stand apart there', async () => {
	const { error } = await lab.engine.runNode(create('Kouba Centre'), lab.credential);
	expect([error?.message, error?.description]).toEqual([REFUSAL, ADVICE]);
});
