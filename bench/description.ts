import { createRequire } from 'node:module';
import { join } from 'node:path';

import { median, type Measurement } from './measurement';

const DIST = join(__dirname, '..', 'dist');
const NODE = join(DIST, 'nodes', 'Ecotrack', 'Ecotrack.node.js');
const ROUNDS = 51;

/** Resolves from the built node, as n8n does. */
const load = createRequire(NODE);

type NodeClass = new () => { description: { properties: unknown[] } };

/** The node's description with all operations: built, and with all of its files loaded anew. */
export async function measureDescription(): Promise<Measurement[]> {
	loadAnew(); // what n8n itself has in memory by then
	const loads = Array.from({ length: ROUNDS }, () => clock(loadAnew));
	const { Ecotrack } = load(NODE) as { Ecotrack: NodeClass };
	const builds = Array.from({ length: ROUNDS }, () => clock(() => new Ecotrack().description));
	const { properties } = new Ecotrack().description;
	return [
		{ name: 'building the description', value: median(builds), unit: 'ms' },
		{
			name: `loading it anew, ${ownFiles().length} files`,
			value: median(loads),
			unit: 'ms',
			note: 'to reach: 5 ms',
		},
		{ name: 'its size as JSON', value: JSON.stringify(properties).length / 1024, unit: 'kB' },
	];
}

function loadAnew(): void {
	for (const file of ownFiles()) delete load.cache[file];
	const { Ecotrack } = load(NODE) as { Ecotrack: NodeClass };
	new Ecotrack();
}

function ownFiles(): string[] {
	return Object.keys(load.cache).filter((file) => file.startsWith(DIST));
}

function clock(work: () => unknown): number {
	const start = performance.now();
	work();
	return performance.now() - start;
}
