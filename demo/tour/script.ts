import type { Page } from 'playwright-core';
import { readExample, say, type ScriptedModel, useTool } from '../../host/agent';
import type { CarrierPage } from '../../host/carrier-page';
import type { Editor } from '../../host/editor';
import { type CredentialReference, saveCredential } from '../../host/rest';
import { createWorkflow, withCredential } from '../../host/workflow';
import type { Ground } from '../stage';

/** What the steps of the tour act on, and what one leaves for the next. */
export interface Scene {
	ground: Ground;
	editor: Editor;
	/** The platform's page, in a tab of its own. */
	carrier: CarrierPage;
	/** Starts the model of the agent: it looks this order up, and says what it has read. */
	startModel(tracking: string): Promise<ScriptedModel>;
	/** The order that is pushed. */
	tracking?: string;
	/** The workflow that watches. */
	watching?: string;
}

export interface Step {
	part: 'Install' | 'Credential' | 'Operations' | 'Trigger' | 'Agent';
	/** What is said while it is done. */
	caption: string;
	/** Throws where it does not come out as the caption says. Answers the page to look at. */
	act(scene: Scene): Promise<Page>;
}

const PACKAGE = 'n8n-nodes-ecotrack';
const TRIGGER = 'ECOTRACK Trigger';
/** n8n polls once a minute at most. */
const NEXT_POLL_MS = 150_000;

const inEditor =
	(work: (editor: Editor, scene: Scene) => Promise<void>): Step['act'] =>
	async (scene) => {
		await work(scene.editor, scene);
		return scene.editor.page;
	};

/** A demo of five minutes, in the order in which it is played; docs/verification.md says the same. */
export const SCRIPT: Step[] = [
	{
		part: 'Install',
		caption:
			'ECOTRACK is a community package: Settings, Community nodes, Install, and its name on npm.',
		act: inEditor(async (editor) => await editor.installCommunityPackage(PACKAGE)),
	},
	{
		part: 'Install',
		caption:
			'In a new workflow, “colis” finds the node. So do “livraison”, “tracking” and names of carriers.',
		act: inEditor(async (editor) => {
			await editor.startWorkflow();
			const [first] = await editor.searchNodes('colis');
			expectThat(first === 'ECOTRACK', `“colis” finds ${first} first`);
		}),
	},
	{
		part: 'Install',
		caption:
			'One node does it all: orders, labels, statuses, remarks, returns, fees and places. We create an order.',
		act: inEditor(async (editor) => await editor.addNode('ECOTRACK', 'Create order')),
	},
	{
		part: 'Credential',
		caption:
			'The credential takes the carrier and the token of the shop’s account. With a typo in the token it says what is wrong.',
		act: inEditor(async ({ node }, { ground }) => {
			await node.startCredential();
			const { url } = ground.sandbox;
			await node.saveCredential({ baseUrl: url, apiToken: 'token-with-a-typo' });
			await node.readRefusal();
		}),
	},
	{
		part: 'Credential',
		caption: 'With the right token it connects. From here on the token shows nowhere.',
		act: inEditor(async ({ node }, { ground }) => {
			await node.saveCredential({ apiToken: ground.sandbox.token });
			await (await node.reopenCredential()).waitFor();
		}),
	},
	{
		part: 'Operations',
		caption:
			'A parcel for Amina. Wilaya and commune are picked from the carrier’s own lists, by their names.',
		act: inEditor(async ({ node }) => {
			await node.closeCredential();
			await node.fill({
				recipient: 'Amina Benali',
				phone: '0555000111',
				address: '12 rue des Oliviers',
			});
			await node.searchList('wilayaId', 'alger');
			await node.takeFirst();
			await node.searchList('commune', 'kouba');
			await node.takeFirst();
			await node.fill({ amount: '2900', product: 'Robe' });
		}),
	},
	{
		part: 'Operations',
		caption:
			'Nothing has run yet, and still the next node shows which fields will come. We drag the tracking number over.',
		act: inEditor(async (editor) => {
			await editor.node.close();
			await editor.searchNodes('colis', 'Create order');
			await editor.addNode('ECOTRACK', 'Get order statuses');
			await editor.node.map('tracking', 'trackings');
		}),
	},
	{
		part: 'Operations',
		caption:
			'Run. The parcel has its tracking number, and its status in English, French and Arabic.',
		act: inEditor(async ({ node }, scene) => {
			await node.execute();
			const { platform } = scene.ground.sandbox;
			const order = platform.all().find(({ recipient }) => recipient === 'Amina Benali');
			scene.tracking = order?.tracking;
			await node.output
				.getByText(scene.tracking ?? 'no order')
				.first()
				.waitFor();
			await node.widenOutput();
		}),
	},
	{
		part: 'Operations',
		caption:
			'Any order is found by number, reference or customer, also one of page 2, as this one is.',
		act: inEditor(async (editor, { ground }) => {
			const [, , row] = ground.sandbox.platform.list({ page: 2 }).data;
			await editor.node.close();
			await editor.searchNodes('colis', 'Get order statuses');
			await editor.addNode('ECOTRACK', 'Get order');
			await editor.node.searchList('tracking', String(row.reference));
			await editor.node.takeFirst();
			await editor.node.execute();
			await editor.node.output.getByText(String(row.reference)).first().waitFor();
		}),
	},
	{
		part: 'Trigger',
		caption:
			'The trigger starts a workflow when an order changes status, appears, or gets a delivery attempt.',
		act: inEditor(async (editor) => {
			await editor.startWorkflow();
			await editor.searchNodes('colis');
			await editor.addNode('ECOTRACK', 'On order status changed');
		}),
	},
	{
		part: 'Trigger',
		caption:
			'A test event, made of orders that are there, shows what will come. It changes nothing.',
		act: inEditor(async ({ node }) => {
			await node.execute();
			await node.output.getByText('orderStatusChanged').first().waitFor();
		}),
	},
	{
		part: 'Trigger',
		caption: 'Published. From now on n8n looks once a minute for what has changed.',
		act: inEditor(async (editor, scene) => {
			await editor.node.close();
			await editor.publish();
			scene.watching = editor.workflowId;
		}),
	},
	{
		part: 'Trigger',
		caption:
			'This is the carrier’s side, a local stand-in with ECOTRACK’s own limits. We take Amina’s parcel one status on.',
		async act({ carrier, tracking = '' }) {
			await carrier.open();
			await carrier.page.bringToFront();
			await carrier.push(tracking);
			return carrier.page;
		},
	},
	{
		part: 'Agent',
		caption:
			'Until n8n looks again: the same node is a tool for AI agents. Here a customer asks for her parcel.',
		async act(scene) {
			const { ground, editor, tracking = '' } = scene;
			await editor.page.bringToFront();
			await editor.openWorkflow(await saveAgent(ground, await scene.startModel(tracking)));
			await editor.openChat();
			return editor.page;
		},
	},
	{
		part: 'Agent',
		caption:
			'It looks the parcel up and answers in her language. It reads the status, but no name, address or amount. (A script plays the model.)',
		act: inEditor(async (editor, { tracking }) => {
			await editor.ask(`Où est mon colis ${tracking} ?`);
			await editor.answer('Bonjour').waitFor();
		}),
	},
	{
		part: 'Trigger',
		caption:
			'And back: the trigger has seen it. The run has the order, its status before and after, and what to tell the customer.',
		act: inEditor(async (editor, { watching = '', tracking = '' }) => {
			await editor.openWorkflow(watching);
			const runs = await editor.showExecutions();
			// The first one is the test event.
			await runs.nth(1).waitFor({ timeout: NEXT_POLL_MS });
			await editor.openExecution(runs.first(), TRIGGER);
			await editor.node.output.getByText(tracking).first().waitFor();
		}),
	},
];

/** The example of an agent, ready to be asked; its model is on this machine. */
async function saveAgent({ rest }: Ground, { url }: ScriptedModel): Promise<string> {
	const all = await rest.get<Array<CredentialReference & { type: string }>>('credentials');
	const carrier = all.find(({ type }) => type === 'ecotrackApi');
	expectThat(carrier, 'the person has saved a credential');
	const model = { name: 'A model on this machine', type: 'openAiApi' };
	const openAi = await saveCredential(rest, { ...model, data: { apiKey: 'none', url } });
	const { id, name } = carrier;
	const workflow = withCredential(readExample(), 'ecotrackApi', { id, name });
	const ready = withCredential(workflow, 'openAiApi', openAi, /\.lmChatOpenAi$/);
	return (await createWorkflow(rest, ready)).id;
}

/** The turns of the model: it looks the order up and says what it has read. */
export const turns = (tracking: string) => [
	() => useTool('Order_status', { Tracking_Numbers: tracking }),
	(told: string) => {
		const [{ statusLabelFr }] = JSON.parse(told) as Array<{ statusLabelFr: string }>;
		return say(`Bonjour ! Votre colis ${tracking} est au statut « ${statusLabelFr} ».`);
	},
];

function expectThat(condition: unknown, what: string): asserts condition {
	if (!condition) throw new Error(what);
}
