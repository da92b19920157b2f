import { json } from '../answer';
import { judgeValidation } from '../auth';
import type { Route } from '../route';

/** The token check (docs/ecotrack-api.md section 6.1); it judges the token itself. */
export const accountRoutes: readonly Route[] = [
	{
		method: 'GET',
		path: 'validate/token',
		isOpen: true,
		answer: (call, _platform, quirks) => {
			const message = judgeValidation(call, quirks);
			return json({ success: message === 'VALID_TOKEN', message });
		},
	},
];
