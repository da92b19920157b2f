/** Marks that nobody sees, which come along when a value is copied from a chat or a spreadsheet. */
import type { INodeParameters } from 'n8n-workflow';

import { openLab } from '../support/lab';
import { byName, byNumber, byNumberOrName, NEW_ORDER } from '../support/parameters';

jest.mock('n8n-workflow', () => jest.requireActual('../support/pauses').withoutSleeping());

const lab = openLab({ limits: 'off' });

const mark = (text: string) => `\u200E\uFEFF${text}\u200F\u200B`;

it('do not count in a new order', async () => {
	const { error } = await lab.run('order.create', {
		...NEW_ORDER,
		phone: mark('0555000111'),
		wilayaId: byNumberOrName(mark('16')),
		commune: byName(mark('Kouba')),
		amount: mark('2900'),
		type: mark('2'),
		reference: mark('WC-1'),
		additionalFields: { weight: mark('1,5') },
		options: { skipExisting: mark('true'), lookbackDays: mark('5') },
	} as INodeParameters);
	expect(error).toBeUndefined();
	expect(lab.sandbox.platform.all()).toMatchObject([
		{
			reference: 'WC-1',
			phone: '0555000111',
			wilayaId: 16,
			commune: 'Kouba',
			amount: 2900,
			type: 2,
		},
	]);
});

it('do not count in the wilaya whose communes are listed, nor in the editor', async () => {
	const wilayaId = byNumber(mark('16'));
	const { json } = await lab.run('location.getCommunes', { wilayaId });
	expect(json).toContainEqual(expect.objectContaining({ commune: 'Kouba', wilayaId: 16 }));
	const list = await lab.engine.searchList(
		'searchCommunes',
		lab.credential,
		{ wilayaId },
		mark('kouba'),
	);
	expect(list.results).toMatchObject([{ value: 'Kouba' }]);
});

it('do not count in period and limit of a list', async () => {
	lab.sandbox.platform.createMany(3);
	const { json } = await lab.run('order.getAll', {
		limit: mark('2'),
		filters: { startDate: mark('2026-08-01') },
	});
	expect(json).toHaveLength(2);
	expect(lab.sandbox.requests[0].query.start_date).toBe('2026-08-01');
});

it('do not count in the statuses that are wanted', async () => {
	const { tracking } = lab.sandbox.platform.create({ status: 'en_livraison' });
	const statuses = [mark('en_livraison')];
	const { json } = await lab.run('order.getStatuses', { trackings: tracking, statuses });
	expect(json).toMatchObject([{ tracking, status: 'en_livraison' }]);
});
