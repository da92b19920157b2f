import type { IDataObject } from 'n8n-workflow';
import { killInHandOff, type Moment } from './support/hand-off';
import { describeN8n } from './support/n8n';
import { OwnN8n } from './support/own';
import { Watch } from './support/watch';

/** n8n writes the state first and the execution some milliseconds later. */
const ROUNDS: Array<[status: string, moment: Moment]> = [
	['vers_hub', ['answer', 0]],
	['en_hub', ['events', 0]],
	['vers_wilaya', ['events', 8]],
	['suspendu', ['events', 30]],
];

describeN8n('with Repeat After Restart, n8n killed while it takes events over', () => {
	let n8n: OwnN8n;
	const watches: Watch[] = [];

	beforeAll(async () => {
		n8n = await OwnN8n.start();
		const parameters = { options: { repeatAfterRestart: true, includeOrderDetails: false } };
		for (let index = 0; index < 3; index++) watches.push(await Watch.open(n8n.rest, parameters));
		for (const watch of watches) watch.order('en_ramassage');
		await Promise.all(watches.map((watch) => watch.start()));
		for (const [status, moment] of ROUNDS) await killInHandOff(n8n, watches, status, moment);
		await Promise.all(watches.map((watch) => watch.awaitPolls(1)));
	}, 400_000);
	afterAll(async () => {
		await n8n?.remove();
		await Promise.all(watches.map(({ sandbox }) => sandbox.close()));
	});

	const isFirst = ({ status }: IDataObject, index: number, events: IDataObject[]) =>
		events.findIndex((other) => other.status === status) === index;

	it('loses none: each reaches an execution that ends', async () => {
		for (const watch of watches) {
			const events = (await watch.events('success')).filter(isFirst);
			expect(events.map(({ status }) => status)).toEqual(ROUNDS.map(([status]) => status));
		}
	});

	it('marks those that it hands over once more', async () => {
		for (const watch of watches) {
			const events = await watch.events();
			const again = events.filter((...event) => !isFirst(...event));
			expect(again.filter(({ repeated }) => repeated !== true)).toEqual([]);
		}
	});
});
