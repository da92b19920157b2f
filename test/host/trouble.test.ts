import { explainOutput } from '../../host/trouble';

describe('what the output of a failed command means', () => {
	it.each([
		['npm error code ENOSPC\nnpm error no space left on device, write', /disk is full/],
		['npm error network request to https://x failed, reason: getaddrinfo ENOTFOUND x', /network/],
		['npm error code EAI_AGAIN', /network/],
		['npm error code E403\nnpm error 403 Forbidden - GET', /registry refuses/],
		['npm error code E429', /registry refuses/],
		['npm error code ETARGET\nnpm error notarget No matching version found', /N8N_VERSION/],
		['gyp ERR! find Python You need to install the latest version', /python3, make/],
		['Error: EACCES: permission denied, mkdir', /may not be written/],
	])('%s', (output, meaning) => {
		expect(explainOutput(output)).toMatch(meaning);
	});

	it('is left open where nothing in it is known', () => {
		expect(explainOutput('Segmentation fault')).toBeUndefined();
	});

	it('names the full disk, not the compiler that stumbled over it', () => {
		expect(explainOutput('gyp ERR! build error\nNo space left on device')).toMatch(/disk is full/);
	});
});
