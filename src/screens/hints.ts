import { z } from 'zod';
import { CommandKind } from '../contract/display-commands.js';
import { Id, Instant } from '../contract/values.js';
import type { Db, Tx } from '../store/database.js';
import { notify, notifyEach } from '../store/notify.js';

/**
 * What web nodes tell one another over NOTIFY `hub_screens`. A lost hint costs seconds: each node also looks into the
 * database from time to time.
 */
export const Hint = z.discriminatedUnion('kind', [
  /** The group's manifest has a new epoch. */
  z.object({ kind: z.literal('changed'), targetId: Id, epoch: z.int() }),
  z.object({ kind: z.literal('revoked'), screenId: Id }),
  /** What is said of the screen itself has changed. */
  z.object({ kind: z.literal('card'), screenId: Id }),
  /** What stands above the group's programme has a new number. */
  z.object({ kind: z.literal('alert'), targetId: Id, seq: z.int() }),
  /** Two boxes have this screen's key. */
  z.object({ kind: z.literal('copied'), screenId: Id }),
  /** Screens are asked to do something; `to` names each with its command's id. */
  z.object({
    kind: z.literal('asked'),
    command: CommandKind,
    issuedAt: Instant,
    to: z.array(z.tuple([Id, Id])),
  }),
  z.object({ kind: z.literal('moved'), screenId: Id, targetId: Id, epoch: z.int() }),
]);
export type Hint = z.infer<typeof Hint>;

export const hint = (tx: Tx | Db, message: Hint): Promise<void> =>
  notify(tx, 'hub_screens', JSON.stringify(message));

export const hintEach = (tx: Tx | Db, messages: readonly Hint[]): Promise<void> =>
  notifyEach(
    tx,
    'hub_screens',
    messages.map((message) => JSON.stringify(message)),
  );
