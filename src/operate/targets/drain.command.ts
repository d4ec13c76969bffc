import { sql } from 'kysely';
import type { Db } from '../../store/database.js';
import type { Command } from '../command.js';
import { useHub } from '../hub-database.js';
import { drainTargets } from './pausing.js';

const LOOK_EVERY_MS = 500;
const SAY_EVERY_MS = 5_000;

export const drain: Command = {
  name: 'drain',
  usage: '',
  summary: 'Pauses targets and waits until what is queued or being sent has ended.',
  notes: [
    'The targets stay paused until npm run hub -- resume --drained. What the other side has taken and not yet answered',
    'is counted, not waited for.',
  ],
  flags: {
    target: { type: 'string', value: 'TARGET', help: 'only this one (slug or id); without it all of them' },
    reason: { type: 'string', value: 'TEXT', help: 'why; it goes into the ledger (maintenance)' },
    within: { type: 'string', value: 'SECONDS', help: 'give up waiting after so long (300)' },
  },
  async run({ config, flags, actor, say }) {
    const name = flags.text('target');
    const reason = flags.text('reason') ?? 'maintenance';
    const within = flags.number('within', 300);
    return useHub(config, say, async ({ db }) => {
      const paused = await drainTargets(db, actor, name, reason);
      say(`paused ${paused.length} target${paused.length === 1 ? '' : 's'}`);
      const { open, waiting } = await untilDrained(db, name, within * 1_000, say);
      const failed =
        open === 0
          ? undefined
          : `${open} deliveries are still queued or being sent after ${within} s; the targets stay paused.`;
      return {
        facts: { paused, open, waiting },
        lines: [`${open} open, ${waiting} wait for the other side or a person`],
        failed,
      };
    });
  },
};

interface Counts {
  open: number;
  waiting: number;
}

async function untilDrained(
  db: Db,
  name: string | undefined,
  withinMs: number,
  say: (text: string) => void,
): Promise<Counts> {
  const end = performance.now() + withinMs;
  let sayAt = performance.now() + SAY_EVERY_MS;
  let wasEmpty = false;
  for (;;) {
    const counts = await count(db, name);
    // A relay that read the targets before they were paused may queue once more: empty counts the second time.
    if ((counts.open === 0 && wasEmpty) || performance.now() >= end) return counts;
    wasEmpty = counts.open === 0;
    if (counts.open > 0 && performance.now() >= sayAt) {
      say(`${counts.open} are still open`);
      sayAt += SAY_EVERY_MS;
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

async function count(db: Db, name: string | undefined): Promise<Counts> {
  const { rows } = await sql<Counts>`
    select (count(*) filter (where d.state in ('queued', 'sending')))::int as open,
      (count(*) filter (where d.state in ('accepted', 'with_person')))::int as waiting
    from delivery d join target t on t.id = d.target_id
    where d.state in ('queued', 'sending', 'accepted', 'with_person')
      ${name === undefined ? sql`` : sql`and (t.slug = ${name} or t.id::text = ${name})`}`.execute(db);
  return rows[0] ?? { open: 0, waiting: 0 };
}
