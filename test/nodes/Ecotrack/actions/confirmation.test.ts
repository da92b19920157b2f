import { confirm } from '../../../../nodes/Ecotrack/actions/confirmation';
import { refusalOf } from '../../../support/reader';

describe('a confirmation', () => {
	it.each([true, 1, '1', 'true'])('is a success of %j', (success) => {
		expect(confirm({ success, message: 'ok' })).toEqual({ success: true, message: 'ok' });
	});

	it('may come without words', () => {
		expect(confirm({ success: true })).toEqual({ success: true, message: '' });
	});

	it.each([{ success: false }, { success: 'non' }, {}, [], null, 'ok', true])(
		'is not %j',
		(answer) => {
			expect(refusalOf(() => confirm(answer))).toEqual({
				kind: 'unreadable',
				message: 'The answer holds no confirmation',
			});
		},
	);
});
