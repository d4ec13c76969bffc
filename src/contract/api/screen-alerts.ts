import { z } from 'zod';
import { Id, Instant } from '../values.js';
import { page, PageQuery, Person } from './common.js';
import { AlertKind } from './screens.js';

/** Why, where a kind has several reasons. */
export const AlertDetail = z.enum([
  '',
  'taken_back',
  'not_ours',
  'nothing',
  'untrusted',
  'offset',
  'not_persisted',
  'full',
  'black',
  'frozen',
]);
export type AlertDetail = z.infer<typeof AlertDetail>;

const Seconds = z.int().min(5).max(86_400);
/** How long trouble has to last before it is told, in seconds, and where it begins. */
export const AlertRule = z.object({
  offlineSeconds: Seconds.default(60),
  staleSeconds: Seconds.default(60),
  wrongSeconds: Seconds.default(30),
  clockSeconds: Seconds.default(60),
  storageSeconds: Seconds.default(300),
  pictureSeconds: Seconds.default(30),
  /** A clock that is off by more than this, in milliseconds. */
  clockMs: z.int().min(100).max(600_000).default(2_000),
  /** A store that is fuller than this, in hundredths of what the browser allows. */
  storagePercent: z.int().min(10).max(99).default(90),
  /** An alert closes when all has been well for so long; longer for one that comes again and again. */
  settleSeconds: Seconds.default(60),
});
export type AlertRule = z.infer<typeof AlertRule>;

export const AlertView = z.object({
  id: Id,
  screen: z.object({ id: Id, name: z.string(), place: z.string(), contact: z.string() }),
  group: z.object({ id: Id, name: z.string() }),
  kind: AlertKind,
  detail: AlertDetail,
  /** When the trouble began, and when it had lasted long enough. */
  since: Instant,
  openedAt: Instant,
  closedAt: Instant.optional(),
  acknowledged: z.object({ at: Instant, by: Person, note: z.string() }).optional(),
});
export type AlertView = z.infer<typeof AlertView>;

/** Newest first. Without `open` those that are over as well. */
export const AlertQuery = PageQuery.extend({
  open: z.stringbool().optional(),
  /** Only those that nobody has acknowledged. */
  unseen: z.stringbool().optional(),
  kind: AlertKind.optional(),
});
export type AlertQuery = z.infer<typeof AlertQuery>;
export const AlertPage = page(AlertView);
export type AlertPage = z.infer<typeof AlertPage>;

export const AcknowledgeAlerts = z.object({
  ids: z.array(Id).min(1).max(2_000),
  note: z.string().trim().max(200).default(''),
});
export type AcknowledgeAlerts = z.infer<typeof AcknowledgeAlerts>;
