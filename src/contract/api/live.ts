import { z } from 'zod';
import type { ProblemDetails } from '../errors.js';
import { Id } from '../values.js';

/** What changed, so that an open page can fetch it again. Ids only; the office's own rooms. */
export const ChangedV1 = z.object({
  topic: z.enum([
    'announcement',
    /** Who writes a draft, or looks at an announcement. */
    'presence',
    'review',
    'delivery',
    'screen',
    'board',
    'target',
    'recall',
    'member',
    'workdays',
    'dictionary',
    'notification',
    'template',
  ]),
  ids: z.array(Id).max(500),
});
export type ChangedV1 = z.infer<typeof ChangedV1>;

/** What a page says when it connects: since when it has answers, by the hub's clock. It is told what changed after that. */
export const LiveHello = z.object({ since: z.iso.datetime().optional() });
export type LiveHello = z.infer<typeof LiveHello>;

/** The console's socket: namespace `/live`, the session's cookie, nothing to send afterwards. */
export interface HubToConsole {
  changedV1(event: ChangedV1): void;
  /** The page sent something, though there is nothing to send. */
  problemV1(problem: ProblemDetails): void;
}
export const LIVE_NAMESPACE = '/live';
