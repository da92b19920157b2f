import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { type Measured, type Report, type Setting, type Span, together } from './span';

/** Runs triggers in a process of their own and says what they cost, hour by hour. */
export async function run(setting: Setting): Promise<Measured> {
	const child = fork(join(__dirname, 'process.ts'), [JSON.stringify(setting)], {
		execArgv: ['--expose-gc', '--import', 'tsx'],
	});
	const ended = once(child, 'exit').then(() => {
		throw new Error(`The process of "${setting.name}" has ended too early`);
	});
	say(setting.name);
	const hours: Span[] = [];
	let emptyMb = NaN;
	const whole = new Promise<Measured>((resolve) => {
		child.on('message', (report: Report) => {
			if (report.told === 'open') emptyMb = report.emptyMb;
			else if (report.told === 'hour') {
				hours.push(report.span);
				if (hours.length % 6 === 0) say(`  hour ${hours.length} of ${setting.days * 24}`);
			} else {
				const finalsTold = together([...hours, report.tail]).finalsTold;
				resolve({ ...setting, emptyMb, hours, finals: report.finals, finalsTold });
			}
		});
	});
	try {
		return await Promise.race([whole, ended]);
	} finally {
		ended.catch(() => {});
		child.kill();
	}
}

const say = (line: string) => process.stderr.write(`  ${line}\n`);
