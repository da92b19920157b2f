/** docs/statuses.md: the package's table of statuses in words, with the steps between them. */
import { PHASE_OPTIONS, STATUSES, type Phase } from '../nodes/Ecotrack/platform/statuses';
import { stepsFrom } from '../sandbox/platform/lifecycle';
import { spell } from '../sandbox/platform/statuses';

/** In the order of a parcel's way. */
export const PHASES: readonly Phase[] = [...new Set(STATUSES.map(({ phase }) => phase))];

/** As the editor offers it. */
export const nameOfPhase = (phase: Phase): string =>
	PHASE_OPTIONS.find(({ value }) => value === phase)?.name ?? phase;

/** What a phase is, and what can be done in it (docs/ecotrack-api.md, section 13). */
const MEANINGS: Readonly<Record<Phase, string>> = {
	draft: 'Created, not handed to the carrier yet: _Update_, _Delete_ and _Ship_ work',
	pickup: 'The carrier collects the parcel from you',
	transit: 'Between hubs and stations',
	delivery: 'With the driver, or waiting at a desk: _Return → Request_ works',
	exception: 'On hold after attempts to deliver: it goes out again, or turns back',
	delivered:
		'The recipient has it; the steps are those of your money: with the driver, collected, ready, paid',
	return:
		'On its way back to you, or to your stock at the carrier; once it is ready for you, _Return → Confirm Reception_ works',
	cancelled: 'Nothing more will happen',
	unknown:
		"A word that nobody has documented: `statusLabel` is the carrier's own, and it is never final",
};

/** Section 12: the words that the documentation has no slug for, or no French label. */
export const WITHOUT_SLUG = [
	'prete_a_preparer',
	'retours_prets',
	'retours_a_dispatcher_vers_stock',
	'retours_en_transit_stock',
	'retours_en_stock',
];
export const WITHOUT_LABEL = ['retour_transit_entrepot', 'annule'];

/** The page as it stands in docs. */
export function writePage(): string {
	return `# Statuses

<!-- Written by \`npm run docs:statuses\` from nodes/Ecotrack/platform/statuses.ts and sandbox/platform. Change those, or scripts/statusPage.ts. -->

The ${STATUSES.length} statuses an order can have, in the order of a parcel's way. \`status\` in the outputs of both nodes is always spelled as in the first column, whatever spelling the carrier used.

<img src="images/statuses.svg" width="620" alt="The statuses of an order and the steps between them">

## Phases

A phase sums several statuses up. _Phases_ in the trigger and in _Get Many_ choose by it: with _Delivered_ a workflow starts once per parcel, not once per payment step.

${table(
	['`phase`', 'in the editor', 'what it means'],
	[
		...PHASES.map((phase) => [code(phase), nameOfPhase(phase), MEANINGS[phase]]),
		[code('unknown'), '', MEANINGS.unknown],
	],
)}

## Statuses

_On the carrier's screen_ is the platform's own French, as its answers have it; the menu of your sender account shows the same statuses. The words for customers are \`statusLabelFr\` and \`statusLabelAr\`, the meaning is \`statusLabel\`.

${PHASES.map(writePhase).join('\n\n')}

¹ Not among the ${STATUSES.length - WITHOUT_SLUG.length} statuses that the documentation lists; known from its list of French labels. ² Not in that list of labels.

## How sure this is

- Statuses and French labels are documented, but for the marked ones. Carriers may word their screens differently; the node reads all spellings it knows.
- **The steps are not documented.** They are concluded from the labels and from what integrators report, and the [sandbox](sandbox.md) moves its made-up orders by them. Where two follow, the way depends on the order: a parcel for the wilaya it starts from skips \`vers_wilaya\`; returned stock goes back to the stock.
- **Do not build on a step.** A status that lasts shorter than the time between two looks is not seen; steps back are normal, such as a second attempt at delivery; an order may be cancelled in other early statuses too. The trigger reports every difference, whatever the status was before.
- After a final status the carrier changes nothing more, as far as is known. \`retour_recu\` and \`retours_en_stock\` are not final: the return is closed after them. A delivered order may, rarely, still turn back.

Details and sources: [ecotrack-api.md](ecotrack-api.md), sections 12 and 13.
`;
}

function writePhase(phase: Phase): string {
	const rows = STATUSES.filter((status) => status.phase === phase).map(
		({ slug, label, labelFr, labelAr, isFinal }) => [
			code(slug) + (WITHOUT_SLUG.includes(slug) ? ' ¹' : ''),
			WITHOUT_LABEL.includes(slug) ? 'not known ²' : spell(slug, 'label'),
			label,
			labelFr ?? '',
			labelAr ?? '',
			isFinal ? '**final**' : tellSteps(slug),
		],
	);
	const head = [
		'status',
		"on the carrier's screen",
		'what it means',
		'for customers: French',
		'Arabic',
		'usually follows',
	];
	return `### ${nameOfPhase(phase)}\n\n${table(head, rows)}`;
}

function tellSteps(slug: string): string {
	const { usual, otherwise } = stepsFrom(slug);
	const list = (slugs: string[]) => slugs.map(code).join(', ');
	const [first, ...others] = usual;
	const fork = others.length > 0 ? ` or ${list(others)}` : '';
	const detours = otherwise.length > 0 ? `; sometimes ${list(otherwise)}` : '';
	return `${code(first)}${fork}${detours}`;
}

const code = (text: string) => `\`${text}\``;

function table(head: string[], rows: string[][]): string {
	const toLine = (cells: string[]) => `| ${cells.join(' | ')} |`;
	return [toLine(head), `|${'---|'.repeat(head.length)}`, ...rows.map(toLine)].join('\n');
}
