import type { Backstage } from '../http/respond';
import type { RequestLog } from '../http/server';
import { toStamp } from '../platform/clock';
import { usualNext } from '../platform/lifecycle';
import type { Order } from '../platform/order';
import { COMMUNES, wilayaOf } from '../platform/places';
import { spell, STATUSES } from '../platform/statuses';
import { QUIRK_GROUPS, type QuirkName } from '../quirks';

const SHOWN_ORDERS = 60;
const SHOWN_REQUESTS = 25;

const TONES: ReadonlyArray<readonly [pattern: RegExp, tone: string]> = [
	[/^(prete|en_preparation_stock)/, 'draft'],
	[/^(livre|encaisse|paiements|paye)/, 'good'],
	[/^retour/, 'back'],
	[/^suspendu/, 'warn'],
	[/^en_livraison/, 'busy'],
	[/^annule/, 'draft'],
];

const toneOf = (slug: string) => TONES.find(([pattern]) => pattern.test(slug))?.[1] ?? 'way';

function orderView(order: Order) {
	const last = order.remarks[order.remarks.length - 1];
	return {
		tracking: order.tracking,
		reference: order.reference ?? '',
		recipient: order.recipient,
		commune: order.commune,
		amount: order.amount,
		status: order.status,
		label: spell(order.status, 'label'),
		tone: toneOf(order.status),
		isAtEnd: usualNext(order) === undefined,
		createdAt: toStamp(order.createdAt).slice(0, 16),
		remarks: order.remarks.length,
		lastRemark: last ? last.text : '',
	};
}

function requestView({ method, path, query, status, at }: RequestLog) {
	const shown = Object.entries(query).filter(([name]) => name !== 'api_token');
	const text = shown.map(([name, value]) => `${name}=${String(value)}`).join('&');
	return { at: toStamp(at).slice(11), method, path: path.replace('/api/v1/', ''), text, status };
}

const COMMUNE_VIEWS = COMMUNES.map(({ name, wilayaId }) => ({
	name,
	wilayaId,
	wilaya: wilayaOf(wilayaId)?.name ?? '',
}));

/** What the form for a new order is filled in with. */
const newOrderView = ({ recipient, commune, wilayaId, amount }: Order) => ({
	recipient,
	commune,
	wilayaId,
	amount,
});

const matches = (order: Order, search: string) =>
	[order.tracking, order.reference ?? '', order.recipient, order.status]
		.join(' ')
		.toLowerCase()
		.includes(search.trim().toLowerCase());

/** All that the web page shows. */
export function describeState(backstage: Backstage, requests: RequestLog[], search: string) {
	const { platform, limits, quirks } = backstage;
	const now = platform.clock.now();
	const found = platform
		.all()
		.filter((order) => matches(order, search))
		.sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || b.number - a.number);
	return {
		now: toStamp(now),
		token: quirks.token,
		total: platform.size,
		found: found.length,
		orders: found.slice(0, SHOWN_ORDERS).map(orderView),
		windows: limits.windows(now).map((window) => ({
			...window,
			resetsIn: window.remaining < window.limit ? window.resetsIn : null,
		})),
		requests: requests.slice(-SHOWN_REQUESTS).reverse().map(requestView),
		communes: COMMUNE_VIEWS,
		next: newOrderView(platform.invent()),
		statuses: STATUSES.map(({ slug, label }) => ({ slug, label })),
		quirks: Object.entries(QUIRK_GROUPS).map(([title, group]) => ({
			title,
			quirks: Object.entries(group).map(([name, { sentence }]) => ({
				name,
				sentence,
				isOn: quirks.isOn(name as QuirkName),
			})),
		})),
	};
}
