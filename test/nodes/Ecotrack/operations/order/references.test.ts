import type { Draft } from '../../../../../nodes/Ecotrack/operations/order/draft';
import { findDuplicates } from '../../../../../nodes/Ecotrack/operations/order/references';

const draft = (reference: string, allowDuplicateReferences = false): Draft => ({
	reference,
	body: {},
	allowDuplicateReferences,
	createAgain: false,
});

const refused = (drafts: Draft[]) => {
	const refusals = findDuplicates(drafts);
	return drafts.map((one) => refusals.has(one));
};

it('refuses every item that shares its reference, and no other', () => {
	expect(refused([draft('A'), draft('B'), draft('A')])).toEqual([true, false, true]);
});

it('lets items without a reference pass', () => {
	expect(refused([draft(''), draft('')])).toEqual([false, false]);
});

it('lets those pass for which it is allowed', () => {
	expect(refused([draft('A', true), draft('A', false)])).toEqual([false, true]);
});
