import { runCommand } from '../../host/command';
import { Trouble } from '../../host/trouble';

const node = (script: string) => runCommand(process.execPath, ['-e', script], { cwd: __dirname });

describe('running a command', () => {
	it('answers what it printed', async () => {
		expect(await node('console.log("hello"); console.error("aside")')).toBe('hello');
	});

	it('turns a failure with a known meaning into that meaning, output included', async () => {
		const failing = node('console.error("npm error code ENOSPC"); process.exit(1)');
		await expect(failing).rejects.toThrow(/disk is full/);
		await expect(failing).rejects.toMatchObject({ output: 'npm error code ENOSPC' });
	});

	it('names the command where the failure means nothing known', async () => {
		await expect(node('process.exit(3)')).rejects.toThrow(/process\.exit\(3\)/);
	});

	it('names a program that is not there', async () => {
		const failing = runCommand('no-such-program', [], { cwd: __dirname });
		await expect(failing).rejects.toThrow(Trouble);
		await expect(failing).rejects.toThrow(/no-such-program/);
	});
});
