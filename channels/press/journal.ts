import { z } from 'zod';
import type { State } from '../../src/contract/channel.js';
import { Instant } from '../../src/contract/values.js';

/**
 * What became of one message to one contact. `trying` stands there while the server is being spoken to: found later,
 * nobody knows whether the message left. `uncertain`: the connection broke behind the message's end.
 */
export const Entry = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('trying'), at: Instant }),
  z.strictObject({ state: z.literal('taken'), at: Instant, messageId: z.string(), words: z.string() }),
  z.strictObject({ state: z.literal('refused'), at: Instant, code: z.int().optional(), words: z.string() }),
  z.strictObject({ state: z.literal('uncertain'), at: Instant, messageId: z.string(), words: z.string() }),
  z.strictObject({
    state: z.literal('deferred'),
    since: Instant,
    times: z.int().positive(),
    words: z.string(),
  }),
  z.strictObject({ state: z.literal('none') }),
]);
export type Entry = z.infer<typeof Entry>;

/** Which message: a version of the pack, or the recall. */
export type What = `v${number}` | 'recall';
export const versionWhat = (version: number): What => `v${version}`;

/** What became of each message of one item: kept beside the outside steps, because a look has to tell what never began. */
export class Journal {
  constructor(
    private readonly state: State,
    private readonly itemKey: string,
  ) {}

  async read(what: What, contact: string): Promise<Entry> {
    const kept = await this.state.get(this.#key(what, contact));
    return kept === undefined ? { state: 'none' } : Entry.parse(kept);
  }

  write(what: What, contact: string, entry: Entry): Promise<void> {
    return this.state.set(this.#key(what, contact), entry);
  }

  #key = (what: What, contact: string): string => `mail/${this.itemKey}/${what}/${contact}`;
}

/** Whether the contact may hold the message. */
export const mayHold = ({ state }: Entry): boolean =>
  state === 'taken' || state === 'uncertain' || state === 'trying';
