import { sample } from '../../nodes/Ecotrack/watch/sample';
import { fail } from './support/failures';
import { Story } from './support/story';

describe('a sample for a person who looks', () => {
	it('is up to three real orders in the shape of events, from one page and one request', async () => {
		const story = new Story({ includeOrderDetails: true, filter: { phases: ['exception'] } });
		story.orders(3, 1);
		const wanted = story.order(0, 'suspendu');
		const result = await sample(story.client, story.settings, 15_000);
		expect(result).toMatchObject({
			events: [{ event: 'orderStatusChanged', tracking: wanted.tracking, status: 'suspendu' }],
		});
		expect(story.client.sent).toEqual(['listPage', 'statuses']);
	});

	it('is empty for an account without orders, and a failure when the platform fails', async () => {
		const story = new Story();
		expect(await sample(story.client, story.settings, 15_000)).toEqual({ events: [] });
		const failure = fail('denied');
		story.trouble = () => failure;
		expect(await sample(story.client, story.settings, 15_000)).toEqual({ failure });
	});
});
