/* global document, DOMParser, location */
import {
	$,
	communeView,
	fill,
	groupView,
	h,
	noOrders,
	orderView,
	requestView,
	windowView,
} from './views.js';

const EVERY_MS = 1500;
const STOPPED = 'The sandbox does not answer. It may have been stopped.';
let seen;
let next;
let isLost = false;

function tell(text) {
	$('notice').textContent = text;
	$('notice').hidden = text === '';
}

const toWords = (page) =>
	new DOMParser()
		.parseFromString(page.replaceAll('<', ' <'), 'text/html')
		.body.textContent.replace(/\s+/g, ' ')
		.trim();

/** What the sandbox answers, whose refusals are JSON with a message; anything else is shown as it is. */
async function ask(path, options) {
	const reply = await fetch(path, options).catch(() => {
		throw new Error(STOPPED);
	});
	const text = await reply.text();
	let value;
	try {
		value = JSON.parse(text);
	} catch {
		throw new Error(`The sandbox answers HTTP ${reply.status}: ${toWords(text).slice(0, 200)}`);
	}
	if (!reply.ok) throw new Error(value?.message ?? `The sandbox answers HTTP ${reply.status}`);
	return value;
}

async function send(action, body = {}) {
	try {
		await ask(`/console/${action}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
		tell('');
	} catch (error) {
		tell(error.message);
	}
	await refresh();
}

/** Opens a dialog with an empty form, to do something once its fields are filled in. */
function open(id, prepare, onOk) {
	const dialog = $(id);
	const form = dialog.querySelector('form');
	form.reset();
	prepare(form);
	dialog.onclose = () => {
		if (dialog.returnValue === 'ok') onOk(form);
	};
	dialog.returnValue = '';
	dialog.showModal();
}

const openRemark = ({ tracking, recipient }) =>
	open(
		'remark',
		() => ($('remark-order').textContent = `${tracking} · ${recipient}`),
		(form) => {
			const driver = { driver: 'Livreur Mourad', station: 'Station Alger' };
			const by = form.by.value === 'driver' ? driver : {};
			void send('remark', { tracking, content: form.content.value, ...by });
		},
	);

/** The fields hold what the sandbox would make up itself. */
const openNewOrder = () =>
	open(
		'new-order',
		(form) => {
			form.recipient.value = next.recipient;
			form.amount.value = next.amount;
			form.commune.value = `${next.wilayaId} ${next.commune}`;
		},
		({ recipient, commune, amount }) => {
			const [, wilayaId, name] = /^(\d+) (.*)$/.exec(commune.value);
			const place = { commune: name, wilayaId: Number(wilayaId) };
			const fields = { recipient: recipient.value, amount: Number(amount.value), ...place };
			void send('create', { fields });
		},
	);

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
	const search = $('search').value.trim();
	fill('orders', [orders, search], () =>
		orders.length > 0 ? orders.map((order) => rowOf(order, statuses)) : noOrders(search),
	);
	fill('communes', state.communes, (communes) => communes.map(communeView));
	next = state.next;
	fill('requests', state.requests, (requests) =>
		requests.length > 0 ? requests.map(requestView) : h('li', { class: 'quiet' }, 'None yet'),
	);
	const onSwitch = (name, isOn) => send('quirk', { name, isOn });
	fill('quirks', state.quirks, (groups) => groups.map((group) => groupView(group, onSwitch)));
	seen = new Map(orders.map(({ tracking, status }) => [tracking, status]));
}

async function refresh() {
	const { value } = $('search');
	try {
		const state = await ask(`/console/state?search=${encodeURIComponent(value)}`);
		// What was typed meanwhile has an answer of its own.
		if (value === $('search').value) show(state);
		if (isLost) tell('');
		isLost = false;
	} catch (error) {
		tell(error.message);
		isLost = true;
	}
}

async function keepUp() {
	// A list that is being chosen from must not be replaced under the pointer.
	if (!document.hidden && document.activeElement?.tagName !== 'SELECT') await refresh();
	setTimeout(keepUp, EVERY_MS);
}

for (const button of document.querySelectorAll('[data-copy]'))
	button.addEventListener('click', async () => {
		await navigator.clipboard.writeText($(button.dataset.copy).textContent);
		button.textContent = 'Copied';
		setTimeout(() => (button.textContent = 'Copy'), 1200);
	});
// No submit button, so that Enter in a field does what the form is for.
for (const button of document.querySelectorAll('[data-close]'))
	button.addEventListener('click', () => button.closest('dialog').close('cancel'));
$('create').addEventListener('click', openNewOrder);
$('clear').addEventListener('click', () => send('clear'));
$('search').addEventListener('input', () => {
	seen = undefined;
	void refresh();
});
void keepUp();
