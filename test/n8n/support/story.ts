import type { INodeParameters } from 'n8n-workflow';
import { enterWithPackage } from './n8n';
import { Watch } from './watch';

let entered: ReturnType<typeof enterWithPackage> | undefined;

/**
 * A test with a watched account of its own, in the n8n that all suites share. The stories of a suite
 * run at the same time, since most of what they do is wait for n8n's next poll.
 * @param parameters of the trigger
 */
export function story(
	name: string,
	parameters: INodeParameters,
	tell: (watch: Watch) => Promise<void>,
): void {
	it.concurrent(name, async () => {
		entered ??= enterWithPackage();
		const watch = await Watch.open((await entered).rest, parameters);
		try {
			await tell(watch);
		} finally {
			await watch.close();
		}
	});
}
