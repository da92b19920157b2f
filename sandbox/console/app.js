/* global document, location */
import { $, fill, groupView, h, orderView, requestView, windowView } from './views.js';

const EVERY_MS = 1500;
const STOPPED = 'The sandbox does not answer. It may have been stopped.';
let seen;

function tell(text) {
	$('notice').textContent = text;
	$('notice').hidden = text === '';
}

async function send(action, body = {}) {
	const reply = await fetch(`/console/${action}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
	tell(reply.ok ? '' : (await reply.json()).message);
	await refresh();
}

function openRemark({ tracking, recipient }) {
	const dialog = $('remark');
	const form = dialog.querySelector('form');
	form.reset();
	$('remark-order').textContent = `${tracking} · ${recipient}`;
	dialog.onclose = () => {
		if (dialog.returnValue !== 'ok') return;
		const driver = { driver: 'Livreur Mourad', station: 'Station Alger' };
		const by = form.by.value === 'driver' ? driver : {};
		void send('remark', { tracking, content: form.content.value, ...by });
	};
	dialog.returnValue = '';
	dialog.showModal();
}

const rowOf = (order, statuses) =>
	orderView(order, {
		statuses,
		hasMoved: seen !== undefined && seen.get(order.tracking) !== order.status,
		onStatus: (status) => send('status', { tracking: order.tracking, status }),
		onPush: () => send('push', { tracking: order.tracking }),
		onRemark: () => openRemark(order),
	});

function countText({ orders, found, total }) {
	if (found > orders.length) return `newest ${orders.length} of ${found}`;
	return found < total ? `${found} of ${total}` : String(total);
}

function show(state) {
	const { orders, statuses } = state;
	const on = state.quirks.flatMap(({ quirks }) => quirks).filter(({ isOn }) => isOn).length;
	$('clock').textContent = `${state.now} in Algiers`;
	$('url').textContent = location.origin;
	$('token').textContent = state.token;
	$('count').textContent = countText(state);
	$('quirks-on').textContent = on > 0 ? `${on} on` : '';
	$('clear').hidden = on === 0;
	fill('windows', state.windows, (windows) =>
		windows.length > 0 ? windows.map(windowView) : h('p', { class: 'quiet' }, 'Limits are off'),
	);
	fill('orders', orders, () => orders.map((order) => rowOf(order, statuses)));
	fill('requests', state.requests, (requests) =>
		requests.length > 0 ? requests.map(requestView) : h('li', { class: 'quiet' }, 'None yet'),
	);
	const onSwitch = (name, isOn) => send('quirk', { name, isOn });
	fill('quirks', state.quirks, (groups) => groups.map((group) => groupView(group, onSwitch)));
	seen = new Map(orders.map(({ tracking, status }) => [tracking, status]));
}

async function refresh() {
	const search = encodeURIComponent($('search').value);
	show(await (await fetch(`/console/state?search=${search}`)).json());
}

async function keepUp() {
	try {
		// A list that is being chosen from must not be replaced under the pointer.
		if (!document.hidden && document.activeElement?.tagName !== 'SELECT') await refresh();
		if ($('notice').textContent === STOPPED) tell('');
	} catch {
		tell(STOPPED);
	}
	setTimeout(keepUp, EVERY_MS);
}

for (const button of document.querySelectorAll('[data-copy]'))
	button.addEventListener('click', async () => {
		await navigator.clipboard.writeText($(button.dataset.copy).textContent);
		button.textContent = 'Copied';
		setTimeout(() => (button.textContent = 'Copy'), 1200);
	});
$('create').addEventListener('click', () => send('create'));
$('clear').addEventListener('click', () => send('clear'));
$('search').addEventListener('input', () => {
	seen = undefined;
	void refresh();
});
void keepUp();
