import { z } from 'zod';
import { CommandKind } from '../display-commands.js';
import { HealthV1 } from '../display-health.js';
import { ErrorCode } from '../errors.js';
import { Id, Instant } from '../values.js';
import { Person } from './common.js';
import { AlertView } from './screen-alerts.js';
import { ScreenTag, ScreenView } from './screens.js';

/** `trouble`: offline, or with an open alert. `behind`: online without the newest manifest. */
export const ScreenState = z.enum(['trouble', 'online', 'offline', 'behind']);
export type ScreenState = z.infer<typeof ScreenState>;

/** What narrows a list of screens; what is left out does not. */
export const ScreenFilter = z
  .object({ group: Id, tag: ScreenTag, state: ScreenState, q: z.string().trim().max(100) })
  .partial();
export type ScreenFilter = z.infer<typeof ScreenFilter>;

export const isBehind = ({ online, epoch, wantedEpoch }: ScreenView): boolean =>
  online && (epoch ?? -1) < wantedEpoch;
export const isInTrouble = ({ online, alerts }: ScreenView): boolean => !online || alerts.length > 0;

const inState: Record<ScreenState, (screen: ScreenView) => boolean> = {
  trouble: isInTrouble,
  online: ({ online }) => online,
  offline: ({ online }) => !online,
  behind: isBehind,
};

/** Whether a screen is among those that a filter asks for; the hub and the console ask the same. */
export function isAmong(screen: ScreenView, { group, tag, state, q = '' }: ScreenFilter): boolean {
  const words = [screen.name, screen.place, screen.targetName, screen.showing?.title ?? '', ...screen.tags];
  return (
    (group === undefined || screen.targetId === group) &&
    (tag === undefined || screen.tags.includes(tag)) &&
    (state === undefined || inState[state](screen)) &&
    (q === '' || words.some((word) => word.toLowerCase().includes(q.toLowerCase())))
  );
}

/** `waiting` until it is answered; `expired` when no answer came within ten minutes. */
export const CommandState = z.enum(['waiting', 'done', 'failed', 'expired']);
export type CommandState = z.infer<typeof CommandState>;
export const CommandView = z.object({
  id: Id,
  kind: CommandKind,
  state: CommandState,
  issuedAt: Instant,
  issuedBy: Person,
  answeredAt: Instant.optional(),
  /** Why not, in the player's words. */
  detail: z.string().optional(),
  /** Whether its screenshot is kept. */
  picture: z.boolean(),
});
export type CommandView = z.infer<typeof CommandView>;
export const AskCommand = z.object({ kind: CommandKind });
export type AskCommand = z.infer<typeof AskCommand>;

/** Everything about one screen: its newest 20 commands and alerts, newest first. */
export const ScreenDetail = z.object({
  screen: ScreenView,
  claimedBy: Person,
  /** Its last word about itself; old while it is offline. */
  health: HealthV1.optional(),
  commands: z.array(CommandView),
  alerts: z.array(AlertView),
});
export type ScreenDetail = z.infer<typeof ScreenDetail>;

export const BulkAction = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('move'), targetId: Id }),
  z.object({
    kind: z.literal('tag'),
    add: z.array(ScreenTag).max(20).default([]),
    remove: z.array(ScreenTag).max(20).default([]),
  }),
  z.object({ kind: z.literal('command'), command: CommandKind }),
  z.object({ kind: z.literal('remove') }),
]);
export type BulkAction = z.infer<typeof BulkAction>;
export const BulkRequest = z.object({ ids: z.array(Id).min(1).max(5_000), action: BulkAction });
export type BulkRequest = z.infer<typeof BulkRequest>;
/** One result for each id, in the order of the request. A `code` says why nothing was done with it. */
export const BulkResults = z.object({
  results: z.array(z.object({ id: Id, code: ErrorCode.optional() })),
});
export type BulkResults = z.infer<typeof BulkResults>;
