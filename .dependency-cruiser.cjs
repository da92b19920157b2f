/** `npm run structure`: who may import whom. Types count as well, unless a rule says otherwise. */
const shipped = '^(nodes|credentials)/';
const node = '^nodes/Ecotrack/';
const pureTransport = `${node}transport/(response|batches|rateLimits)\\.ts$`;

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
	forbidden: [
		{
			name: 'no-circle',
			comment: 'What imports each other is one room cut in two.',
			severity: 'error',
			from: { path: shipped },
			to: { circular: true },
		},
		{
			name: 'shipped-stands-alone',
			comment: 'n8n accepts n8n-workflow, crypto and files of the package; nothing else is there.',
			severity: 'error',
			from: { path: shipped },
			to: { pathNot: [shipped, 'node_modules/n8n-workflow/', '^(node:)?crypto$'] },
		},
		{
			name: 'pure-without-n8n',
			comment:
				'The watcher and what ECOTRACK says are driven without n8n, so they name no type of it.',
			severity: 'error',
			from: { path: `${node}(watch|platform)/` },
			to: { path: 'n8n-(workflow|core)' },
		},
		{
			name: 'platform-knows-nothing-above',
			severity: 'error',
			from: { path: `${node}platform/` },
			to: { pathNot: [`${node}platform/`, pureTransport] },
		},
		{
			name: 'watch-stands-on-platform',
			comment: 'Beside it, the pure parts of the transport.',
			severity: 'error',
			from: { path: `${node}watch/` },
			to: {
				pathNot: [`${node}(watch|platform)/`, pureTransport],
				dependencyTypesNot: ['type-only'],
			},
		},
		{
			name: 'watch-takes-types-of-transport',
			severity: 'error',
			from: { path: `${node}watch/` },
			to: { pathNot: `${node}(watch|platform|transport)/` },
		},
		{
			name: 'transport-knows-no-endpoint',
			severity: 'error',
			from: { path: `${node}transport/` },
			to: { path: `${node}(actions|trigger|methods|watch)/` },
		},
		{
			name: 'sandbox-shares-no-code',
			comment: 'A platform that read ECOTRACK with our code would agree with all of its mistakes.',
			severity: 'error',
			from: { path: '^sandbox/' },
			to: { pathNot: ['^sandbox/', '^node:', '^node_modules/'], dependencyTypesNot: ['core'] },
		},
		{
			name: 'resolvable',
			severity: 'error',
			from: {},
			to: { couldNotResolve: true },
		},
	],
	options: {
		tsPreCompilationDeps: true,
		tsConfig: { fileName: 'tsconfig.dev.json' },
		doNotFollow: { path: 'node_modules' },
	},
};
