/* global document, Node */
/** What each kind of thing looks like; what a click does is handed in. */

/** An element with its properties and children; text is text, never markup. */
export function h(tag, properties = {}, ...children) {
	const element = document.createElement(tag);
	for (const [name, value] of Object.entries(properties)) {
		if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
		else if (name === 'class') element.className = value;
		else if (name in element) element[name] = value;
		else element.setAttribute(name, value);
	}
	element.append(...children.filter((child) => child instanceof Node || child !== ''));
	return element;
}

export const $ = (id) => document.getElementById(id);

const shown = new Map();

/** Fills an element anew, but only when what it shows has changed: focus and scrolling survive. */
export function fill(id, value, render) {
	const text = JSON.stringify(value);
	if (shown.get(id) === text) return;
	shown.set(id, text);
	$(id).replaceChildren(...[render(value)].flat());
}

function span(seconds) {
	if (seconds < 90) return `${Math.ceil(seconds)} s`;
	return seconds < 5400 ? `${Math.ceil(seconds / 60)} min` : `${Math.ceil(seconds / 3600)} h`;
}

const count = (number) => number.toLocaleString('en');

export function windowView({ name, limit, remaining, resetsIn }) {
	const low = limit * 0.2;
	const levels = { min: 0, max: limit, low, high: limit / 2, optimum: limit, value: remaining };
	return h(
		'div',
		{ class: remaining < low ? 'window low' : 'window' },
		h('span', { class: 'quiet' }, `left per ${name}`),
		h('strong', {}, `${count(remaining)} / ${count(limit)}`),
		h('meter', levels),
		h(
			'span',
			{ class: 'quiet' },
			resetsIn === null ? 'nothing used' : `fresh in ${span(resetsIn)}`,
		),
	);
}

function statusPicker(order, statuses, onchange) {
	const options = statuses.map(({ slug, label }) =>
		h('option', { value: slug, selected: slug === order.status }, label),
	);
	const label = `Status of ${order.tracking}`;
	return h('select', { title: 'Set any status', 'aria-label': label, onchange }, ...options);
}

export function orderView(order, { statuses, hasMoved, onStatus, onPush, onRemark }) {
	const picker = statusPicker(order, statuses, (event) => onStatus(event.target.value));
	return h(
		'tr',
		{ class: hasMoved ? 'moved' : '' },
		h('td', {}, h('code', {}, order.tracking), h('small', {}, order.reference)),
		h('td', {}, order.recipient, h('small', {}, `${order.commune} · ${order.amount}\u00A0DA`)),
		h(
			'td',
			{},
			h('span', { class: `status ${order.tone}`, title: order.status }, picker),
			order.lastRemark === '' ? '' : h('small', { class: 'remark' }, `« ${order.lastRemark} »`),
		),
		h('td', { class: 'created' }, order.createdAt),
		h(
			'td',
			{ class: 'actions' },
			h('button', { onclick: onPush, disabled: order.isAtEnd }, 'Next status'),
			h('button', { class: 'plain', onclick: onRemark }, 'Remark'),
		),
	);
}

/** What stands in the place of orders. */
export function noOrders(search) {
	const text = search
		? `No order has “${search}” in its number, reference, recipient or status.`
		: 'No orders yet. “New order” makes one.';
	return h('tr', { class: 'none' }, h('td', { colSpan: 5, class: 'quiet' }, text));
}

export const communeView = ({ name, wilayaId, wilaya }) =>
	h('option', { value: `${wilayaId} ${name}` }, `${name} · ${wilaya}`);

export function requestView({ at, method, path, text, status }) {
	const tone = status >= 400 || status === 0 ? 'bad' : 'ok';
	return h(
		'li',
		{ title: text },
		h('span', { class: `code ${tone}` }, status === 0 ? 'cut' : String(status)),
		h('span', { class: 'path' }, `${method} ${path}`, h('small', {}, text)),
		h('time', {}, at),
	);
}

function quirkView({ name, sentence, isOn }, onSwitch) {
	const onchange = (event) => onSwitch(name, event.target.checked);
	return h(
		'label',
		{ class: 'quirk' },
		h('input', { type: 'checkbox', checked: isOn, onchange }),
		h('span', {}, h('code', {}, name), h('small', {}, sentence)),
	);
}

export function groupView({ title, quirks }, onSwitch) {
	const on = quirks.filter(({ isOn }) => isOn).length;
	const id = `group-${title}`;
	const badge = on > 0 ? h('span', { class: 'badge' }, `${on} on`) : '';
	return h(
		'details',
		{ id, open: $(id)?.open ?? on > 0 },
		h('summary', {}, title, badge),
		...quirks.map((quirk) => quirkView(quirk, onSwitch)),
	);
}
