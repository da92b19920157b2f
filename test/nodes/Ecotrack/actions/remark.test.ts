import { operationOf, reader, refusalOf } from '../../../support/reader';

const TRACKING = 'ECXX9Q2608150001';

describe('adding a remark', () => {
	const add = operationOf('remark.add', 'single');
	const contentOf = (content: unknown) =>
		add.query(reader({ tracking: TRACKING, content })).content;

	it('sends number and content, trimmed', () => {
		const read = reader({ tracking: ` ${TRACKING}`, content: ' Livrer après 17 h\n' });
		expect(add.query(read)).toEqual({ tracking: TRACKING, content: 'Livrer après 17 h' });
	});

	it('yields the answer of the carrier beside what was sent', () => {
		const read = reader({ tracking: TRACKING, content: 'Livrer après 17 h' });
		const answer = { success: true, message: 'Mise a jour avec success' };
		expect(add.rows(answer, read)).toEqual([
			{ ...answer, tracking: TRACKING, content: 'Livrer après 17 h' },
		]);
	});

	it.each([
		['Latin letters', 'a'],
		['Arabic letters', 'ع'],
		['accents', 'é'],
		['emoji, which are two units each', '📦'],
	])('takes 255 characters and refuses 256: %s', (_, character) => {
		expect([...String(contentOf(character.repeat(255)))]).toHaveLength(255);
		expect(refusalOf(() => contentOf(character.repeat(256)))).toMatchObject({
			kind: 'input',
			parameter: 'Content',
			message: "'Content' has 256 characters, 1 too many",
			description: 'Shorten it to 255 characters',
		});
	});

	it('does not count blanks around the content', () => {
		expect(contentOf(`  ${'a'.repeat(255)}  `)).toHaveLength(255);
	});

	it('replaces half of a cut emoji, which cannot be sent', () => {
		expect(contentOf('colis 📦'.slice(0, -1))).toBe('colis \uFFFD');
	});

	it.each(['', ' \n', null, undefined])('refuses %j', (content) => {
		expect(refusalOf(() => contentOf(content))).toMatchObject({
			kind: 'input',
			message: "'Content' is empty",
		});
	});

	it.each([{}, [], { message: 'Mise a jour avec success' }, { returned: 'success' }])(
		'takes nothing but a clear yes for a yes: %j',
		(answer) => {
			const read = reader({ tracking: TRACKING, content: 'a' });
			expect(refusalOf(() => add.rows(answer, read))).toMatchObject({ kind: 'unreadable' });
		},
	);
});

describe('listing remarks', () => {
	const getAll = operationOf('remark.getAll', 'single');
	const row = (text: string) => ({ remarque: text, created_at: '2026-08-16 11:04:51' });
	const rows = ['one', 'two', 'three'].map(row);

	it('asks for no page, for there are none', () => {
		expect(getAll.query(reader({ tracking: TRACKING, limit: 2 }))).toEqual({ tracking: TRACKING });
	});

	it('keeps the rows of the platform, and adds an ISO time', () => {
		expect(getAll.rows([rows[0]], reader({ returnAll: true }))).toEqual([
			{ ...rows[0], createdAt: '2026-08-16T11:04:51+01:00' },
		]);
	});

	it.each([
		[{ returnAll: true }, 3],
		[{ returnAll: false, limit: 2 }, 2],
		[{ returnAll: false, limit: 50 }, 3],
	])('cuts the list here: %j leaves %i', (values, count) => {
		expect(getAll.rows(rows, reader(values))).toHaveLength(count);
	});

	it('keeps the newest and gives them oldest first, whatever the order of the carrier', () => {
		const at = (minute: number) => ({
			remarque: `${minute}`,
			created_at: `2026-08-16 11:0${minute}:00`,
		});
		for (const list of [
			[1, 2, 3],
			[3, 2, 1],
		]) {
			const kept = getAll.rows(list.map(at), reader({ returnAll: false, limit: 2 }));
			expect(kept.map(({ remarque }) => remarque)).toEqual(['2', '3']);
		}
	});

	it('refuses a limit before the request, not after it', () => {
		const read = reader({ tracking: TRACKING, returnAll: false, limit: 0 });
		expect(refusalOf(() => getAll.query(read))).toMatchObject({ parameter: 'Limit' });
	});

	it('may be empty', () => {
		expect(getAll.rows([], reader({ returnAll: true }))).toEqual([]);
	});

	it.each([null, 'rien', { message: 'Server Error' }])('is not readable from %j', (answer) => {
		expect(refusalOf(() => getAll.rows(answer, reader({ returnAll: true })))).toMatchObject({
			kind: 'unreadable',
			message: 'The answer holds no list of remarks',
		});
	});
});
