import type { RouteKey } from './probes.js';

/** Routes of the screens, which stand in the screens' own test. */
export const ofScreens: ReadonlySet<RouteKey> = new Set([
  'GET /api/v1/screens/setup',
  'GET /display/api/ca.pem',
  'POST /display/api/pairings',
  'GET /display/api/pairings/:id',
  'GET /display/api/manifest',
  'GET /display/api/blobs/:hash',
  'POST /display/api/screenshots/:id',
]);

/** Lists that have nothing of any office, so that an empty one proves nothing. */
export const silent: ReadonlySet<RouteKey> = new Set([
  'GET /api/v1/targets/channels',
  // Without its span, which `questions` gives.
  'GET /api/v1/calendar',
  // Without its paths, which `questions` gives.
  'GET /api/v1/reads',
  // A compressed file: register.test.ts reads it.
  'GET /api/v1/register.xlsx',
  'GET /api/v1/register.pdf',
  // Counts: statistics.test.ts asks as another office.
  'GET /api/v1/statistics',
  'GET /api/v1/statistics.xlsx',
  // Counts: plays.test.ts asks as another office.
  'GET /api/v1/plays',
  'GET /api/v1/plays.xlsx',
  'GET /api/v1/workdays',
  // Numbers.
  'GET /api/v1/screen-alerts/rule',
  // Two numbers.
  'GET /api/v1/review-terms',
  'GET /api/v1/receipts/verify-receipt.mjs',
  // Whether there is a button, and where the provider sends browsers back.
  'GET /api/auth/oidc',
  'GET /api/auth/oidc/callback',
  // A number.
  'GET /api/v1/notifications/unread',
  'GET /health/live',
  'GET /health/ready',
  'GET /health/system',
  'GET /metrics',
]);
