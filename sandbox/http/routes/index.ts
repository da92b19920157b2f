import type { Route } from '../route';
import { carrierRoutes } from './carrier';
import { labelRoute } from './label';
import { listingRoute } from './listing';
import { orderRoutes } from './orders';
import { trackingRoutes } from './tracking';

/** Every endpoint the sandbox serves: the 21 of docs/ecotrack-api.md section 10. */
export const ROUTES: readonly Route[] = [
	...orderRoutes,
	labelRoute,
	listingRoute,
	...trackingRoutes,
	...carrierRoutes,
];
