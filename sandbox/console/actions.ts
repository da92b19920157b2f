import type { Backstage } from '../http/respond';
import { isObject } from '../http/call';
import { isQuirkName } from '../quirks';

type Order = Record<string, unknown>;
type Action = (order: Order, backstage: Backstage) => unknown;

const textOf = (order: Order, name: string): string => {
	const value = order[name];
	return typeof value === 'string' ? value.trim() : '';
};

function requireText(order: Order, name: string): string {
	const text = textOf(order, name);
	if (text === '') throw new RangeError(`${name} is missing`);
	return text;
}

/** What a person, or a script, can do to a running sandbox: `POST /console/<name>` with JSON. */
export const ACTIONS: Readonly<Record<string, Action>> = {
	push: (order, { platform }) => platform.push(requireText(order, 'tracking')),

	status: (order, { platform }) =>
		platform.setStatus(requireText(order, 'tracking'), requireText(order, 'status')),

	remark: (order, { platform }) =>
		platform.addRemark(requireText(order, 'tracking'), requireText(order, 'content'), {
			driver: textOf(order, 'driver'),
			station: textOf(order, 'station'),
		}),

	create: (order, { platform }) => platform.create(isObject(order.fields) ? order.fields : {}),

	advance: (order, { platform }) => platform.clock.advance(Number(order.ms)),

	quirk: (order, { quirks }) => {
		const { name, isOn, options } = order;
		if (!isQuirkName(name)) throw new RangeError(`No such quirk: ${String(name)}`);
		if (isOn) quirks.on(name, isObject(options) ? options : {});
		else quirks.off(name);
	},

	clear: (_order, { quirks }) => quirks.clear(),
};
