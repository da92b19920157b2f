import { EventEmitter } from 'node:events';
import type { Page } from 'playwright-core';
import { findChromium, hasDisplay, listenForErrors } from '../../host/browser';

describe('finding a Chromium', () => {
	it('takes the one that is named, and no other', () => {
		expect(findChromium({ CHROMIUM_PATH: process.execPath })).toBe(process.execPath);
		expect(findChromium({ CHROMIUM_PATH: '/nowhere/chromium' })).toBeUndefined();
	});
});

describe('whether somebody would see a window', () => {
	it('is so on macOS, and on Linux with a display', () => {
		expect(hasDisplay({}, 'darwin')).toBe(true);
		expect(hasDisplay({ DISPLAY: ':0' }, 'linux')).toBe(true);
	});

	it('is not so on Linux without one', () => {
		expect(hasDisplay({}, 'linux')).toBe(false);
	});
});

describe('what a page complains about', () => {
	let page: EventEmitter;
	let errors: string[];

	beforeEach(() => {
		page = new EventEmitter();
		errors = listenForErrors(page as unknown as Page);
	});

	const say = (type: string, text: string, url = 'http://127.0.0.1:5678/assets/index.js') =>
		page.emit('console', { type: () => type, text: () => text, location: () => ({ url }) });

	it('is noted, with where it comes from', () => {
		say('error', 'Failed to load resource: 404', 'http://127.0.0.1:5678/icons/ecotrack.svg');
		page.emit('pageerror', new Error('options is undefined'));
		expect(errors).toEqual([
			'Failed to load resource: 404 at http://127.0.0.1:5678/icons/ecotrack.svg',
			expect.stringContaining('options is undefined'),
		]);
	});

	it.each([
		['https://registry.npmjs.org/n8n-nodes-ecotrack'],
		['https://api.n8n.io/api/versions'],
		['https://n8n.io/x'],
		['http://127.0.0.1:5678/rest/login'],
	])('leaves out what n8n asks %s for', (url) => {
		say('error', 'Failed to load resource: net::ERR_NAME_NOT_RESOLVED', url);
		expect(errors).toEqual([]);
	});

	it('does not take another host for one of n8n', () => {
		say('error', 'Failed to load', 'https://notn8n.io/');
		expect(errors).toHaveLength(1);
	});

	it('leaves out what is no error', () => {
		say('warning', 'slow');
		expect(errors).toEqual([]);
	});
});
