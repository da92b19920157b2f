/** docs/images/statuses.svg: the statuses and the steps between them, laid out by Graphviz. */
import { instance } from '@viz-js/viz';

import { STATUSES, type Phase } from '../nodes/Ecotrack/platform/statuses';
import { stepsFrom } from '../sandbox/platform/lifecycle';
import { nameOfPhase, PHASES } from './statusPage';

/** Ground and line of a phase's boxes, for light pages and for dark ones. */
const COLORS: Readonly<
	Record<Phase, [light: string, line: string, dark: string, darkLine: string]>
> = {
	draft: ['#f6f8fa', '#8c959f', '#21262d', '#8b949e'],
	pickup: ['#fbefff', '#8250df', '#2b1d44', '#a371f7'],
	transit: ['#ddf4ff', '#0969da', '#0c2d4d', '#388bfd'],
	delivery: ['#fff8c5', '#9a6700', '#3a2d05', '#d29922'],
	exception: ['#ffebe9', '#cf222e', '#4a1518', '#f85149'],
	delivered: ['#dafbe1', '#1a7f37', '#0f2e1a', '#3fb950'],
	return: ['#fff1e5', '#bc4c00', '#3d1f0a', '#db6d28'],
	cancelled: ['#eaeef2', '#57606a', '#30363d', '#8b949e'],
	unknown: ['#fff', '#000', '#000', '#fff'],
};

const boxes = (column: 0 | 2) =>
	PHASES.map(
		(phase) =>
			`.${phase} path,.${phase} rect{fill:${COLORS[phase][column]};stroke:${COLORS[phase][column + 1]}}`,
	).join('');

/** GitHub shows a picture on light and on dark pages: this one has a ground and colors for both. */
const STYLE = `
svg{font-family:ui-sans-serif,system-ui,-apple-system,"Segoe UI",sans-serif}
.ground{fill:#fff}.n{font-size:12px;font-weight:600;fill:#1f2328}.s{font-size:10.5px;fill:#57606a}
.edge path,.line{fill:none;stroke:#57606a;stroke-width:1.3}.edge polygon{fill:#57606a}
.otherwise path,.dashed{stroke-dasharray:5 4}
${boxes(0)}
.final path+path{fill:none}
@media (prefers-color-scheme:dark){.ground{fill:#0d1117}.n{fill:#e6edf3}.s{fill:#9198a1}.edge path,.line{stroke:#9198a1}.edge polygon{fill:#9198a1}
${boxes(2)}.final path+path{fill:none}}
`.trim();

/** The width of a text differs from page to page: as wide as the widest fonts need, in inches. */
const widthOf = (label: string, slug: string) =>
	Math.max(label.length * 0.1, slug.length * 0.085) + 0.3;

const GRAPH = {
	directed: true,
	graphAttributes: { ranksep: 0.32, nodesep: 0.25, pad: 0.2 },
	nodeAttributes: { shape: 'box', style: 'rounded', height: 0.5, fixedsize: true, fontsize: 11 },
	edgeAttributes: { arrowsize: 0.7 },
	nodes: STATUSES.map(({ slug, label, phase, isFinal }) => ({
		name: slug,
		attributes: {
			label: `${label}\n${slug}`,
			class: isFinal ? `${phase} final` : phase,
			width: widthOf(label, slug),
			peripheries: isFinal ? 2 : 1,
		},
	})),
	edges: STATUSES.flatMap(({ slug: tail }) => {
		const { usual, otherwise } = stepsFrom(tail);
		const toEdge = (kind: string, weight: number) => (head: string) => ({
			tail,
			head,
			attributes: { class: kind, weight },
		});
		return [...usual.map(toEdge('usual', 8)), ...otherwise.map(toEdge('otherwise', 1))];
	}),
};

/** The picture as it stands in docs/images. */
export async function drawDiagram(): Promise<string> {
	const { output, errors } = (await instance()).render(GRAPH, { format: 'svg' });
	if (output === undefined) throw new Error(errors.map(({ message }) => message).join('; '));
	const [, width, height] = /viewBox="0.00 0.00 ([\d.]+) ([\d.]+)"/.exec(output) ?? [];
	const body = output
		.slice(output.indexOf('<g id="graph0"'), output.lastIndexOf('</svg>'))
		.replace(/<!--[^]*?-->\n|<title>[^]*?<\/title>\n/g, '')
		.replace(/^(<g id="graph0".*\n)<polygon.*\n/, '$1') // its own ground
		.replace(/ (id|fill|stroke|stroke-dasharray|font-family|font-size|xml:space)="[^"]*"/g, '')
		.replace(/<text ([^>]*>[^<]*<\/text>\n)<text /g, '<text class="n" $1<text class="s" ');
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="The statuses of an order and the steps between them">`,
		`<style>\n${STYLE}\n</style>`,
		`<rect width="${width}" height="${height}" rx="12" class="ground"/>`,
		`${body.trim()}`,
		drawKey(),
		'</svg>\n',
	].join('\n');
}

/** What the colors, lines and borders mean, where the layout leaves room. */
function drawKey(): string {
	const LINE = 19;
	const row = (index: number, sample: string, text: string) =>
		`<g transform="translate(18 ${22 + index * LINE})">${sample}<text class="s" x="34" y="4">${text}</text></g>`;
	const box = (kind: string, more = '') =>
		`<g class="${kind}"><rect x="0" y="-6" width="24" height="12" rx="3"/>${more}</g>`;
	const inner = '<rect x="2.5" y="-3.5" width="19" height="7" rx="2"/>';
	const rows: Array<[sample: string, text: string]> = [
		...PHASES.map((phase): [string, string] => [box(phase), nameOfPhase(phase)]),
		[box('draft', inner), 'Final'],
		['<path class="line" d="M0 0H24"/>', 'Usual'],
		['<path class="line dashed" d="M0 0H24"/>', 'Sometimes'],
	];
	return rows.map(([sample, text], index) => row(index, sample, text)).join('\n');
}
