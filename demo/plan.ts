/** What is going to happen, for a person who has just typed the command. */
export function describePlan({
	isInstalled,
	isTour,
}: {
	isInstalled: boolean;
	isTour: boolean;
}): string {
	const steps = [
		!isInstalled && 'n8n is installed (3 GB, 5 to 10 minutes, once)',
		'n8n and a local ECOTRACK platform are started (a minute)',
		isTour
			? 'a demo is played in a browser (five minutes)'
			: 'two workflows run, and this window shows what they bring (seconds)',
	].filter((step) => step !== false);
	return [
		'This opens a real n8n with this package. It needs no account, and nothing is sent to a carrier.',
		...steps.map((step, index) => `  ${index + 1}. ${step}`),
		'Ctrl-C stops it at any time; the next run goes on from there.',
		'',
	].join('\n');
}
