import { describePlan } from '../../demo/plan';

describe('what the demo says first', () => {
	it('names the long installation where it is still to come, and how long it takes', () => {
		expect(describePlan({ isInstalled: false, isTour: false })).toContain(
			'1. n8n is installed (3 GB, 5 to 10 minutes, once)',
		);
	});

	it('leaves it out where n8n is there', () => {
		const plan = describePlan({ isInstalled: true, isTour: false });
		expect(plan).not.toContain('is installed');
		expect(plan).toContain('1. n8n and a local ECOTRACK platform are started');
	});

	it('says that a tour is played', () => {
		expect(describePlan({ isInstalled: true, isTour: true })).toContain(
			'2. a demo is played in a browser (five minutes)',
		);
	});
});
