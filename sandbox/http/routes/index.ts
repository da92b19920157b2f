import type { Route } from '../route';
import { accountRoutes } from './account';
import { createRoutes } from './create';
import { editRoutes } from './edit';
import { feeRoutes } from './fees';
import { infoRoutes } from './info';
import { labelRoutes } from './label';
import { listingRoutes } from './listing';
import { placeRoutes } from './places';
import { productRoutes } from './products';
import { returnRoutes } from './returns';
import { trackingRoutes } from './tracking';

/** Every endpoint the sandbox serves: the 21 of docs/ecotrack-api.md section 10. */
export const ROUTES: readonly Route[] = [
	...accountRoutes,
	...createRoutes,
	...editRoutes,
	...labelRoutes,
	...trackingRoutes,
	...infoRoutes,
	...returnRoutes,
	...listingRoutes,
	...placeRoutes,
	...feeRoutes,
	...productRoutes,
];
