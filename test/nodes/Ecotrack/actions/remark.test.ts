import { runOperation } from '../../../support/reader';

const TRACKING = 'ECXX9Q2608150001';
const YES = { success: true, message: 'Mise a jour avec success' };

describe('adding a remark', () => {
	const add = (content: unknown, answer: unknown = YES) =>
		runOperation('remark.add', { tracking: ` ${TRACKING}`, content }, answer);
	const contentOf = async (content: unknown) => (await add(content)).sent[0]?.query?.content;

	it('sends number and content, trimmed, and yields the answer of the carrier beside them', async () => {
		const { rows, sent } = await add(' Livrer après 17 h\n');
		const told = { tracking: TRACKING, content: 'Livrer après 17 h' };
		expect(sent).toMatchObject([{ method: 'POST', path: 'add/maj', query: told }]);
		expect(rows).toEqual([{ ...YES, ...told }]);
	});

	it.each([
		['Latin letters', 'a'],
		['Arabic letters', 'ع'],
		['accents', 'é'],
		['emoji, which are two units each', '📦'],
	])('takes 255 characters and refuses 256: %s', async (_, character) => {
		expect([...String(await contentOf(character.repeat(255)))]).toHaveLength(255);
		expect(await add(character.repeat(256))).toMatchObject({
			failure: {
				kind: 'input',
				parameter: 'Content',
				message: "'Content' has 256 characters, 1 too many",
				description: 'Shorten it to 255 characters',
			},
			sent: [],
		});
	});

	it('does not count blanks around the content', async () => {
		expect(await contentOf(`  ${'a'.repeat(255)}  `)).toHaveLength(255);
	});

	it('replaces half of a cut emoji, which cannot be sent', async () => {
		expect(await contentOf('colis 📦'.slice(0, -1))).toBe('colis \uFFFD');
	});

	it.each(['', ' \n', null, undefined])('refuses %j', async (content) => {
		expect(await add(content)).toMatchObject({
			failure: { kind: 'input', message: "'Content' is empty" },
			sent: [],
		});
	});

	it.each([{}, [], { message: YES.message }, { returned: 'success' }])(
		'takes nothing but a clear yes for a yes: %j',
		async (answer) => {
			expect((await add('a', answer)).failure).toMatchObject({ kind: 'unreadable' });
		},
	);
});

describe('listing remarks', () => {
	const list = (values: Record<string, unknown>, answer: unknown) =>
		runOperation('remark.getAll', { tracking: TRACKING, ...values }, answer);
	const at = (minute: number) => ({
		remarque: `${minute}`,
		created_at: `2026-08-16 11:0${minute}:00`,
	});
	const rows = [1, 2, 3].map(at);

	it('asks for no page, for there are none', async () => {
		const { sent } = await list({ limit: 2 }, rows);
		expect(sent).toMatchObject([{ path: 'get/maj', query: { tracking: TRACKING } }]);
		expect(Object.keys(sent[0].query ?? {})).toEqual(['tracking']);
	});

	it('keeps the rows of the platform, and adds an ISO time', async () => {
		expect((await list({ returnAll: true }, [rows[0]])).rows).toEqual([
			{ ...rows[0], createdAt: '2026-08-16T11:01:00+01:00' },
		]);
	});

	it.each([
		[{ returnAll: true }, 3],
		[{ returnAll: false, limit: 2 }, 2],
		[{ returnAll: false, limit: 50 }, 3],
	])('cuts the list here: %j leaves %i', async (values, count) => {
		expect((await list(values, rows)).rows).toHaveLength(count);
	});

	it('keeps the newest and gives them oldest first, whatever the order of the carrier', async () => {
		for (const order of [rows, [...rows].reverse()]) {
			expect((await list({ returnAll: false, limit: 2 }, order)).rows).toMatchObject([
				{ remarque: '2' },
				{ remarque: '3' },
			]);
		}
	});

	it('refuses a limit before the request, not after it', async () => {
		expect(await list({ returnAll: false, limit: 0 }, rows)).toMatchObject({
			failure: { parameter: 'Limit' },
			sent: [],
		});
	});

	it('may be empty', async () => {
		expect((await list({ returnAll: true }, [])).rows).toEqual([]);
	});

	it.each([null, 'rien', { message: 'Server Error' }])(
		'is not readable from %j',
		async (answer) => {
			expect((await list({ returnAll: true }, answer)).failure).toMatchObject({
				kind: 'unreadable',
				message: 'The answer holds no list of remarks',
			});
		},
	);
});
