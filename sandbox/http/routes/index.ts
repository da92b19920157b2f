import type { Route } from '../route';
import { accountRoutes } from './account';
import { listingRoutes } from './listing';
import { trackingRoutes } from './tracking';

/** Every endpoint the sandbox serves. */
export const ROUTES: readonly Route[] = [...accountRoutes, ...listingRoutes, ...trackingRoutes];
