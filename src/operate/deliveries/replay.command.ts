import { z } from 'zod';
import type { Actor, Db } from '../../store/database.js';
import type { Call, Command } from '../command.js';
import { useHub } from '../hub-database.js';
import { Refusal, UsageError } from '../refusal.js';
import { listOf } from './lists.js';
import { replay } from './replay.js';

const Kind = z.enum(['dead', 'missing']);
/** So many of a list go again in one call. */
const MOST = 100_000;

export const replayCommand: Command = {
  name: 'replay',
  usage: 'DELIVERY… | --all dead|missing --target SLUG',
  summary: 'Sends failed or missing deliveries again; who did so and why stands in the ledger.',
  notes: [
    'What is unconfirmed is decided in the console; what has been replaced or taken back stays as it is.',
  ],
  flags: {
    reason: { type: 'string', value: 'TEXT', help: 'why; it goes into the ledger (required)' },
    all: { type: 'string', value: 'LIST', help: 'everything on the list dead or missing of one target' },
    target: { type: 'string', value: 'SLUG', help: 'the target of --all' },
  },
  async run(call) {
    const reason = call.flags.required('reason');
    const wish = wishOf(call);
    const results = await useHub(call.config, call.say, async ({ db }) => {
      const ids = wish.ids ?? (await idsOf(db, wish.list, wish.target));
      return replayAll(db, call.actor, ids, reason);
    });
    const refused = results.filter(({ ok }) => !ok);
    return {
      facts: { replayed: results.length - refused.length, refused: refused.length, results },
      lines: [
        ...results.map(({ id, ok, why }) => (ok ? `${id}  goes again` : `${id}  refused: ${why ?? ''}`)),
        `${results.length - refused.length} go again, ${refused.length} refused`,
      ],
      failed: refused.length === 0 ? undefined : `${refused.length} of ${results.length} do not go again.`,
    };
  },
};

type Wish = { ids: string[] } | { ids?: undefined; list: 'dead' | 'missing'; target: string };

/** @throws UsageError unless it is clear which deliveries are meant */
function wishOf({ words, flags }: Call): Wish {
  const all = flags.text('all');
  if (all === undefined) {
    if (flags.text('target') !== undefined) throw new UsageError('--target belongs to --all.');
    if (words.length === 0)
      throw new UsageError('replay needs the ids of deliveries, or --all and --target.');
    const wrong = words.find((word) => !z.uuid().safeParse(word).success);
    if (wrong !== undefined) throw new UsageError(`${wrong} is not the id of a delivery.`);
    return { ids: [...new Set(words)] };
  }
  const list = Kind.safeParse(all).data;
  if (list === undefined) throw new UsageError('--all needs dead or missing.');
  if (words.length > 0) throw new UsageError('--all and ids together are not clear.');
  return { list, target: flags.required('target') };
}

async function idsOf(db: Db, list: 'dead' | 'missing', target: string): Promise<string[]> {
  const known = await db.selectFrom('target').select('id').where('slug', '=', target).executeTakeFirst();
  if (!known) throw new Refusal(`There is no target ${target}.`);
  const { items } = await listOf(db, list, { limit: MOST, target, consoleUrl: '' });
  return items.map(({ id }) => id);
}

type Result = { id: string; ok: boolean; why: string | null };

async function replayAll(db: Db, actor: Actor, ids: readonly string[], reason: string): Promise<Result[]> {
  const results: Result[] = [];
  for (const id of ids) {
    try {
      await replay(db, actor, id, reason);
      results.push({ id, ok: true, why: null });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      results.push({ id, ok: false, why: error.message });
    }
  }
  return results;
}
