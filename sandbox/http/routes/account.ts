import { json } from '../answer';
import { judgeValidation } from '../auth';
import type { Route } from '../route';

/** The root and the token check, which judges the token itself (section 6.1 and 6.2). */
export const accountRoutes: readonly Route[] = [
	{
		method: 'GET',
		path: '',
		answer: () => json({ message: 'ECOTRACK API v1' }),
	},
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
