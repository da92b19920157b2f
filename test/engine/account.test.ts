import { openLab } from '../support/lab';

const lab = openLab();

describe('Account: Validate Token', () => {
	it('says that a token is valid', async () => {
		const { json } = await lab.run('account.validateToken');
		expect(json).toEqual([{ valid: true, message: 'VALID_TOKEN' }]);
	});

	it.each([
		['revoked-token', 'INVALID_TOKEN'],
		['token-not-allowed', 'TOKEN_NOT_ALLOWED'],
	] as const)('says that it is not (%s)', async (quirk, message) => {
		lab.sandbox.quirks.on(quirk);
		const { json, error } = await lab.run('account.validateToken');
		expect(error).toBeUndefined();
		expect(json).toEqual([{ valid: false, message }]);
	});

	it('says so when the platform answers with 401', async () => {
		lab.sandbox.quirks.on('unauthorized-validation');
		lab.credential.apiToken = 'wrong';
		const { json } = await lab.run('account.validateToken');
		expect(json).toEqual([{ valid: false, message: 'Unauthenticated.' }]);
	});

	it.each(['html-ok', 'not-an-object', 'single-quoted-json'] as const)(
		'does not call a token bad because of %s',
		async (quirk) => {
			lab.sandbox.quirks.on(quirk);
			const { json, error } = await lab.run('account.validateToken');
			expect(json).toEqual([]);
			expect(error?.message).toBe('The answer of the carrier could not be read');
		},
	);
});

describe('Account: Get Rate Limit', () => {
	const window = (limit: number, remaining: number) => ({
		limit,
		remaining,
		resetsInSeconds: expect.any(Number),
		resetsAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+01:00$/),
	});

	it('tells what is left of each window', async () => {
		const { json } = await lab.run('account.getRateLimit');
		expect(json).toEqual([
			{ minute: window(50, 49), hour: window(1500, 1499), day: window(15000, 14999) },
		]);
		expect(lab.asked()).toEqual(['']);
	});

	it('does not mind the status of the answer', async () => {
		lab.sandbox.quirks.on('success-false', { path: '' });
		const { json } = await lab.run('account.getRateLimit');
		expect(json[0]).toMatchObject({ minute: window(50, 49) });
	});

	it('tells of a window that is used up instead of waiting for it', async () => {
		await lab.reopen({ limits: { minute: 1 } });
		await lab.run('account.getRateLimit');
		const { json } = await lab.run('account.getRateLimit');
		expect(json[0]).toMatchObject({ minute: { limit: 1, remaining: 0 } });
	});

	it('asks the token check when the root has no such headers', async () => {
		lab.sandbox.quirks.on('missing-route', { path: '' });
		const { json } = await lab.run('account.getRateLimit');
		expect(json[0]).toMatchObject({ minute: { limit: 50 } });
		expect(lab.asked()).toEqual(['', 'validate/token']);
	});

	it('reads the headers of older platforms', async () => {
		lab.sandbox.quirks.on('old-headers');
		const { json } = await lab.run('account.getRateLimit');
		expect(json).toEqual([
			{ minute: expect.objectContaining({ remaining: expect.any(Number) }), hour: null, day: null },
		]);
	});

	it('does not invent limits that the platform does not tell', async () => {
		lab.sandbox.quirks.on('no-limit-headers');
		const { error } = await lab.run('account.getRateLimit');
		expect(error?.message).toBe('The answer of the carrier could not be read');
	});
});
