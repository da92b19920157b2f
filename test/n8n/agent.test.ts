/** Our node in the hands of an AI agent: n8n's own, with a model that follows a script. */
import { randomUUID } from 'node:crypto';
import { AGENT, CHAT, readExample, say, ScriptedModel, type Turn, useTool } from '../../host/agent';
import { type Rest, saveCredential } from '../../host/rest';
import {
	awaitExecution,
	createWorkflow,
	deactivateWorkflow,
	type Execution,
	itemsOf,
	listExecutions,
	publishWorkflow,
	type WorkflowFile,
	withCredential,
} from '../../host/workflow';
import { type Order, type Sandbox, startSandbox } from '../../sandbox';
import { asked, inVersions, withCreateOrder } from './support/agent';
import { describeCredential, describeN8n, enterWithPackage, runOnce } from './support/n8n';

const TOKEN = 'token-that-no-model-may-read-71fe';
const CUSTOMER = {
	Recipient: 'Amina Benali',
	Phone: '0555000111',
	Address: '12 rue des Oliviers',
	Wilaya: '16',
	Amount: '2900',
};
const create = (Commune: string) => useTool('Create_order', { ...CUSTOMER, Commune });
const status = (tracking: string) => useTool('Order_status', { Tracking_Numbers: tracking });

/** What stands between the two texts. */
const between = (told: string, before: RegExp, after: string) =>
	told.split(before).at(1)?.split(after).at(0) ?? 'nothing of the kind';

describeN8n('an AI agent', () => {
	let rest: Rest;
	let url: string;
	let sandbox: Sandbox;
	let parcel: Order;
	let model: ScriptedModel;

	beforeAll(async () => {
		const entered = await enterWithPackage();
		({ rest } = entered);
		({ url } = entered.n8n);
	});

	const open = async (turns: (tracking: string) => Turn[]) => {
		sandbox = await startSandbox({ token: TOKEN });
		parcel = sandbox.platform.create({ status: 'en_livraison' });
		model = await ScriptedModel.start(turns(parcel.tracking));
	};
	const close = async () => {
		await model?.stop();
		await sandbox?.close();
	};

	const withModel = async (workflow: WorkflowFile) => {
		const input = { apiKey: 'sk-of-a-script', url: model.url };
		const name = `Model at ${model.url}`;
		const openAi = await saveCredential(rest, { name, type: 'openAiApi', data: input });
		return withCredential(workflow, 'openAiApi', openAi, /\.lmChatOpenAi$/);
	};
	const carrier = async () => await saveCredential(rest, describeCredential(sandbox.url, TOKEN));

	const expectNoToken = (execution: { raw: string }) => {
		expect(model.requests.length).toBeGreaterThan(1);
		expect(JSON.stringify(model.requests)).not.toContain(TOKEN);
		expect(execution.raw).not.toContain(TOKEN);
	};

	describe.each([
		['the newest', { agent: 3.1, model: 1.3 }, '/v1/responses'],
		['version 2', { agent: 2.2, model: 1.2 }, '/v1/chat/completions'],
		['version 1', { agent: 1.9, model: 1.2 }, '/v1/chat/completions'],
	])('that takes an order for a commune of another name: %s', (_, versions, path) => {
		let execution: Execution;

		beforeAll(async () => {
			await open((tracking) => [
				() => status(tracking),
				() => create('Kouba Centre'),
				// A model that can read.
				(told) => create(between(told, /Did you mean /, '?')),
				(told) => say(`Your order is ${between(told, /"tracking":"/, '"')}`),
			]);
			const workflow = withCreateOrder(inVersions(readExample(), versions));
			const ready = await withModel(asked(workflow, 'I want one more, to Kouba Centre'));
			execution = await runOnce(rest, ready, await carrier());
		});
		afterAll(close);

		it('offers the model the operation, and each value by the name of its parameter', () => {
			expect(model.tools).toEqual([
				{
					name: 'Create_order',
					description: 'Create order in ECOTRACK',
					values: {
						Recipient: '',
						Phone: '',
						Address: '',
						Wilaya: '',
						Commune: '',
						Amount: '',
					},
				},
				{
					name: 'Order_status',
					description: expect.stringMatching(/^Look up where parcels are.*It changes nothing\.$/),
					values: { Tracking_Numbers: expect.stringContaining('as the customer wrote it') },
				},
			]);
			expect(new Set(model.requests.map((request) => request.path))).toEqual(new Set([path]));
		});

		it('tells it where the parcel is', () => {
			expect(JSON.parse(model.told[0])).toEqual([
				expect.objectContaining({ tracking: parcel.tracking, status: 'en_livraison' }),
			]);
		});

		it('tells it what was wrong and what to do about it', () => {
			expect(model.told[1]).toContain(
				"'Commune' is not in the carrier's list for wilaya 16: Kouba Centre",
			);
			expect(model.told[1]).toContain('Did you mean Kouba?');
		});

		it('ends well, with one order in the commune that was meant', () => {
			const [made, ...others] = sandbox.platform
				.all()
				.filter(({ tracking }) => tracking !== parcel.tracking);
			expect(others).toEqual([]);
			expect(made).toMatchObject({ recipient: 'Amina Benali', commune: 'Kouba', wilayaId: 16 });
			expect(execution.status).toBe('success');
			expect(itemsOf(execution, AGENT).map(({ json }) => json.output)).toEqual([
				`Your order is ${made.tracking}`,
			]);
		});

		it('shows the token to nobody', () => {
			expectNoToken(execution);
		});
	});

	describe('that answers customers: the example, published, in a chat that shows words as they come', () => {
		let answer: string;
		let execution: Execution;

		beforeAll(async () => {
			await open((tracking) => [
				() => status(tracking),
				(told) => say(`Votre colis : ${between(told, /"statusLabelFr":"/, '"')}`),
			]);
			const chat = publish(await withModel(readExample()));
			const workflow = withCredential(chat.workflow, 'ecotrackApi', await carrier());
			const { id } = await createWorkflow(rest, workflow);
			expect(await publishWorkflow(rest, id)).toMatchObject({ status: 'published' });
			answer = await chat.ask(`Où est mon colis ${parcel.tracking} ?`);
			await deactivateWorkflow(rest, id);
			const [run] = await listExecutions(rest, id);
			execution = await awaitExecution(rest, run.id);
		});
		afterAll(close);

		it("answers in the customer's language", () => {
			expect(answer).toBe('Votre colis : En cours de livraison');
			expect(model.requests.map(({ body }) => body.stream)).toEqual([true, true]);
			expect(execution).toMatchObject({ status: 'success', mode: 'webhook' });
		});

		it('tells the model nothing about the recipient, the address and the amount', () => {
			const { recipient, phone, address, amount } = parcel;
			const [told] = model.told;
			expect(told).toContain(parcel.tracking);
			for (const secret of [recipient, phone, address, `:${amount},`]) {
				expect(told).not.toContain(secret);
			}
		});

		it('shows the token to nobody', () => {
			expectNoToken(execution);
		});
	});

	/** Anybody may write to the chat; each piece of an answer is sent on as the model says it. */
	const publish = (workflow: WorkflowFile) => {
		const webhookId = randomUUID();
		const parameters = { public: true, options: { responseMode: 'streaming' } };
		const nodes = workflow.nodes.map((node) =>
			node.name === CHAT ? { ...node, webhookId, parameters } : node,
		);
		const ask = async (chatInput: string) => {
			const response = await fetch(`${url}/webhook/${webhookId}/chat`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ action: 'sendMessage', sessionId: 'a-customer', chatInput }),
			});
			const lines = (await response.text()).trim().split('\n');
			return lines.map((line) => (JSON.parse(line) as { content?: string }).content).join('');
		};
		return { workflow: { ...workflow, nodes }, ask };
	};
});
