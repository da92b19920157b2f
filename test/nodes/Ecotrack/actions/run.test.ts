import { EcotrackFailure } from '../../../../nodes/Ecotrack/transport/response';
import { orFailure } from '../../../../nodes/Ecotrack/actions/run';

/** What comes of work in which our own code breaks, after so many good answers to writes. */
const breakAfter = async (writes: number, error: Error) => {
	const api = { written: 3 };
	return await orFailure(api, async () => {
		api.written += writes;
		throw error;
	});
};

describe('an exception of our own', () => {
	const ours = new TypeError('Cannot read properties of undefined');

	it('after a write was answered leaves that write uncertain: it took place', async () => {
		const trouble = await breakAfter(1, ours);
		expect(trouble).toBeInstanceOf(EcotrackFailure);
		expect(trouble).toMatchObject({ failure: { kind: 'unreadable' }, isWrite: true });
	});

	it('before any write is what it is', async () => {
		expect(await breakAfter(0, ours)).toBe(ours);
	});

	it('is not what a failure of the platform is', async () => {
		const failure = new EcotrackFailure({ kind: 'unavailable', status: 500 });
		expect(await breakAfter(1, failure)).toBe(failure);
	});
});
