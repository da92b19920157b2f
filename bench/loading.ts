/**
 * What n8n pays at its start for having this package. Every sample is a process of
 * its own, in which n8n-workflow has been loaded before, as n8n itself has done by then.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

import { median, type Measurement } from './measurement';

const DIST = join(__dirname, '..', 'dist', 'nodes', 'Ecotrack');
const SAMPLES = 15;

/** Runs in the fresh process; prints what both nodes took, and how many files. */
const SCRIPT = `
require('n8n-workflow');
const before = Object.keys(require.cache).length;
const cpu = process.cpuUsage();
const start = performance.now();
const { Ecotrack } = require(${JSON.stringify(join(DIST, 'Ecotrack.node.js'))});
const { EcotrackTrigger } = require(${JSON.stringify(join(DIST, 'EcotrackTrigger.node.js'))});
new Ecotrack();
new EcotrackTrigger();
const ms = performance.now() - start;
const { user, system } = process.cpuUsage(cpu);
const files = Object.keys(require.cache).length - before;
process.stdout.write(JSON.stringify({ ms, cpuMs: (user + system) / 1000, files }));
`;

interface Sample {
	ms: number;
	cpuMs: number;
	files: number;
}

const sample = () =>
	JSON.parse(
		execFileSync(process.execPath, ['-e', SCRIPT], {
			cwd: join(__dirname, '..'),
			encoding: 'utf8',
		}),
	) as Sample;

/** Both nodes with all of their files, after n8n-workflow. */
export async function measureLoading(): Promise<Measurement[]> {
	sample(); // the files are in the system's cache from now on
	const samples = Array.from({ length: SAMPLES }, sample);
	const times = samples.map(({ ms }) => ms);
	return await Promise.resolve([
		{ name: 'time, median', value: median(times), unit: 'ms', note: `of ${SAMPLES} processes` },
		{ name: 'time, least', value: Math.min(...times), unit: 'ms' },
		{ name: 'CPU, median', value: median(samples.map(({ cpuMs }) => cpuMs)), unit: 'ms' },
		{ name: 'files', value: samples[0].files, unit: '' },
	]);
}
