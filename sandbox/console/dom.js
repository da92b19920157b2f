/* global document, Node */

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
