import { EcotrackFailure } from '../../../../../nodes/Ecotrack/transport/response';
import { readCreated, readResults } from '../../../../../nodes/Ecotrack/actions/order/results';

const failureOf = (work: () => unknown) => {
	try {
		return work();
	} catch (error) {
		return (error as EcotrackFailure).failure;
	}
};

describe('the answer of a single create', () => {
	it.each([
		['as documented', { success: true, tracking: 'EC1' }],
		['with a reference', { success: true, tracking: 'EC1', reference: 'WC-1' }],
		['with a success of another type', { success: '1', tracking: ' EC1 ' }],
		['under its reference', { results: { 'WC-1': { success: true, tracking: 'EC1' } } }],
		['under a cut reference', { results: { WC: { success: true, tracking: 'EC1' } } }],
		['in a list of one', { results: [{ success: true, tracking: 'EC1' }] }],
		[
			'beside another one',
			{ results: { 'WC-2': { tracking: 'EC2' }, 'WC-1': { success: true, tracking: 'EC1' } } },
		],
		['below data', { success: true, data: { tracking: 'EC1' } }],
	])('holds the tracking %s', (_, answer) => {
		expect(readCreated(answer, 'WC-1')).toBe('EC1');
	});

	it.each([
		['success without a tracking', { success: true }],
		['an empty tracking', { success: true, tracking: '' }],
		[
			'several results, none of them ours',
			{ results: { A: { tracking: 'EC1' }, B: { tracking: 'EC2' } } },
		],
		['a list', []],
		// Found by engine/anything.test.ts: the order may exist, so that is no refusal.
		['null in place of its result', { results: { 0: null } }],
		['an empty result', { results: { 'WC-1': {} } }],
		['a tracking that is none', { results: { 'WC-1': { tracking: {} } } }],
		['a success that says nothing', { results: { 'WC-1': { success: null } } }],
		['an error that is none', { results: { 'WC-1': { success: null, error: 0 } } }],
		['words beside it, but no tracking', { success: true, message: 'Commande créée' }],
		['nothing at all', null],
		['a text', 'Commande créée'],
		// Words of no known form refuse nothing.
		['words of no known form', { hello: 'world' }],
		['a message alone', { message: 'Commande créée' }],
	])('is no success with %s', (_, answer) => {
		expect(failureOf(() => readCreated(answer, 'WC-1'))).toMatchObject({ kind: 'unreadable' });
	});

	it('is a refusal at the root where it names a field of the order, or says so', () => {
		const refused = (answer: unknown) => failureOf(() => readCreated(answer, 'WC-1'));
		expect(refused({ telephone: ['Requis.'] })).toMatchObject({ kind: 'invalid' });
		expect(refused({ telephone: ['Requis.'], other: 'x' })).toMatchObject({ kind: 'invalid' });
		expect(refused({ success: false, error: 0, message: 'Non' })).toEqual({
			kind: 'rejected',
			message: 'Non',
		});
		expect(refused({ results: { 'WC-1': ['', 'Non'] } })).toEqual({
			kind: 'rejected',
			message: 'Non',
		});
		expect(refused({ error: 10002, message: 'Non' })).toMatchObject({
			kind: 'rejected',
			code: 10002,
		});
	});

	it('tells which fields the platform did not accept', () => {
		const bag = { telephone: ['Le champ téléphone est obligatoire.'], commune: 'Mal écrite.' };
		expect(failureOf(() => readCreated({ results: { 'WC-1': bag } }, 'WC-1'))).toEqual({
			kind: 'invalid',
			fields: { telephone: ['Le champ téléphone est obligatoire.'], commune: ['Mal écrite.'] },
			message: 'Le champ téléphone est obligatoire. Mal écrite.',
		});
	});
});

describe('the rows of a bulk create', () => {
	const resultOf = (row: unknown) => readResults({ results: { A: row } })[0].result;

	it.each([
		[
			'success with a tracking',
			{ success: true, tracking: 'EC1' },
			{ kind: 'created', tracking: 'EC1' },
		],
		['a tracking alone', { tracking: 'EC1' }, { kind: 'created', tracking: 'EC1' }],
		[
			'a bag of messages',
			{ montant: ['Requis.'] },
			{
				kind: 'failed',
				failure: { kind: 'invalid', fields: { montant: ['Requis.'] }, message: 'Requis.' },
			},
		],
		[
			'a bag below errors',
			{ success: false, message: 'The given data was invalid.', errors: { montant: ['Requis.'] } },
			{
				kind: 'failed',
				failure: { kind: 'invalid', fields: { montant: ['Requis.'] }, message: 'Requis.' },
			},
		],
		[
			'a refusal with a code',
			{ success: false, error: 10002, message: 'Pas de livraison' },
			{ kind: 'failed', failure: { kind: 'rejected', code: 10002, message: 'Pas de livraison' } },
		],
		[
			'a text',
			'Commune mal écrite',
			{ kind: 'failed', failure: { kind: 'rejected', message: 'Commune mal écrite' } },
		],
		[
			'a list of texts',
			['Commune mal écrite'],
			{ kind: 'failed', failure: { kind: 'rejected', message: 'Commune mal écrite' } },
		],
		[
			'a refusal that names a tracking',
			{ success: false, tracking: 'EC1', message: 'Non' },
			{ kind: 'failed', failure: { kind: 'rejected', message: 'Non' } },
		],
	])('can be %s', (_, row, result) => {
		expect(resultOf(row)).toEqual(result);
	});

	it.each([false, 0, 'false', '0'])(
		'are a refusal when they say no without a word: %j',
		(success) => {
			const failure = { kind: 'rejected', message: '' };
			expect(resultOf({ success })).toEqual({ kind: 'failed', failure });
		},
	);

	it('may have a tracking that is a number, under a key with blanks', () => {
		const [row] = readResults({ results: { ' A ': { tracking: 12345 } } });
		expect(row).toEqual({ name: 'A', result: { kind: 'created', tracking: '12345' } });
	});

	it('are no tracking when they only say success', () => {
		expect(resultOf({ success: true })).toMatchObject({ failure: { kind: 'unreadable' } });
	});

	it('go by their key, or by the reference they say, but not by their place in a list', () => {
		const named = readResults({
			results: { 'WC-': { tracking: 'EC1', reference: 'WC-10' }, 7: {} },
		});
		expect(named.map(({ name }) => name)).toEqual(['7', 'WC-10']);
		expect(readResults({ results: [{ tracking: 'EC1' }] })[0].name).toBe('');
	});

	it.each([[{}], [{ results: 'none' }], [{ results: null }], [[]], [null]])(
		'are missing in %j',
		(answer) => {
			expect(() => readResults(answer)).toThrow('unreadable');
		},
	);
});
