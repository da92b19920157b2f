import type { Platform } from '../platform/platform';
import type { Quirks } from '../quirks';
import { html, json, Refusal, type Answer } from './answer';
import { judgeToken } from './auth';
import { wantsJson, type Call } from './call';
import { rateHeaders, tooManyAttempts, type Limits } from './rate-limits';
import { ROUTES } from './routes';

export interface Backstage {
	platform: Platform;
	limits: Limits;
	quirks: Quirks;
}

/** Answers one API call: quirks of the front server, the platform, quirks of the answer. */
export function respond(call: Call, backstage: Backstage): Answer {
	const { quirks } = backstage;
	return quirks.change(quirks.replace(call) ?? answerAsPlatform(call, backstage), call);
}

/** The platform behind its front server: token, rate windows, then the endpoint. */
function answerAsPlatform(call: Call, backstage: Backstage): Answer {
	const { limits, platform, quirks } = backstage;
	const now = platform.clock.now();
	// This endpoint judges the token itself.
	const denied = call.path === 'validate/token' ? undefined : refuseToken(call, quirks);
	if (denied) return suit(denied, call);
	const turn = limits.take(now);
	const answer = turn.isAllowed
		? (quirks.refuse(call) ?? runRoute(call, backstage))
		: tooManyAttempts(turn.window);
	const suited = suit(answer, call);
	const headers = { ...rateHeaders(call, limits, now, quirks), ...suited.headers };
	return { ...suited, headers };
}

/** The refusal of a call without a right token; undefined when it may pass. */
function refuseToken(call: Call, quirks: Quirks): Answer | undefined {
	const verdict = judgeToken(call, quirks);
	if (verdict === 'INVALID_TOKEN') return json({ message: 'Unauthenticated.' }, 401);
	return verdict === 'TOKEN_NOT_ALLOWED' ? json({ message: verdict }, 403) : undefined;
}

function runRoute(call: Call, { platform, quirks }: Backstage): Answer {
	const route = ROUTES.find(({ path, method }) => path === call.path && method === call.method);
	if (!route) return missingRoute(call);
	try {
		return route.answer(call, platform, quirks);
	} catch (error) {
		if (error instanceof Refusal) return error.answer;
		throw error;
	}
}

function missingRoute(call: Call): Answer {
	const verbs = ROUTES.filter(({ path }) => path === call.path).map(({ method }) => method);
	const path = `api/v1/${call.path}`;
	if (verbs.length === 0) return json({ message: `The route ${path} could not be found.` }, 404);
	const supported = `Supported methods: ${verbs.join(', ')}.`;
	return json(
		{ message: `The ${call.method} method is not supported for route ${path}. ${supported}` },
		405,
	);
}

/** Without `Accept: application/json` an error is a page or a redirect (section 1). */
function suit(answer: Answer, call: Call): Answer {
	if (answer.status < 400 || wantsJson(call)) return answer;
	if (answer.status === 401)
		return { ...html('Redirecting', 302), headers: { Location: '/login' } };
	if (answer.status === 422) return { ...html('Redirecting', 302), headers: { Location: '/' } };
	return { ...html('Error', answer.status), headers: answer.headers };
}
