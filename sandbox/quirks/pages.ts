import { textOf } from '../http/call';
import { isArchived } from '../platform/statuses';
import { defineQuirks, listRows, withBody, type Scene } from './quirk';

const PATH = 'get/orders';
const pageOf = ({ call }: Scene) => Number(textOf(call, 'page')) || 1;

const queryOf = ({ call }: Scene) => ({
	startDate: textOf(call, 'start_date') || undefined,
	endDate: textOf(call, 'end_date') || undefined,
	tracking: textOf(call, 'tracking') || undefined,
});

/** Trouble while a listing is read page by page (section 8.6 and 11). */
export const PAGE_QUIRKS = defineQuirks({
	'shifting-pages': {
		sentence: 'New orders arrive after every page, so that rows move on to the next one (count).',
		path: PATH,
		change: (answer, { options, platform }) => {
			if (!listRows(answer)) return undefined;
			platform.createMany(options.count ?? 3);
			return answer;
		},
	},
	'vanishing-rows': {
		sentence: 'Orders are archived after every page, so that unread rows move up (count).',
		path: PATH,
		change: (answer, { options, platform }) => {
			if (!listRows(answer)) return undefined;
			const listed = platform.all().filter(({ status }) => !isArchived(status));
			for (const { tracking } of listed.slice(-(options.count ?? 3)))
				platform.setStatus(tracking, 'paye_et_archive');
			return answer;
		},
	},
	'repeated-page': {
		sentence: 'Every page of the listing holds the rows of the first one.',
		path: PATH,
		change: (answer, scene) => {
			if (!listRows(answer) || pageOf(scene) === 1) return undefined;
			return withBody(answer, { data: scene.platform.list(queryOf(scene)).data });
		},
	},
	'endless-pages': {
		sentence: 'The listing always announces one more page and fills it with rows never seen.',
		path: PATH,
		change: (answer, scene) => {
			if (!listRows(answer)) return undefined;
			const page = pageOf(scene);
			const [model] = scene.platform.list().data;
			const invent = (_: unknown, index: number) => {
				const serial = String(page * 40 + index).padStart(10, '0');
				return { ...model, tracking: `ECZZZZ${serial}`, reference: `Z-${serial}` };
			};
			return withBody(answer, {
				data: Array.from({ length: 40 }, invent),
				current_page: page,
				last_page: page + 1,
				total: (page + 1) * 40,
			});
		},
	},
	'oldest-first': {
		sentence: 'The listing starts with the oldest order.',
		path: PATH,
		change: (answer, scene) => {
			if (!listRows(answer)) return undefined;
			const query = { ...queryOf(scene), page: pageOf(scene), oldestFirst: true };
			return withBody(answer, { data: scene.platform.list(query).data });
		},
	},
	'foreign-page-urls': {
		sentence: 'The links of the listing name another host (host).',
		path: PATH,
		change: (answer, { call, options }) => {
			if (!listRows(answer)) return undefined;
			const text = JSON.stringify(answer.json);
			const host = options.host ?? 'http://dev.example';
			return { ...answer, json: JSON.parse(text.replaceAll(call.origin, host)) };
		},
	},
});
