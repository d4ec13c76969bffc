import { sql } from 'kysely';
import { announceChange } from '../../store/changed.js';
import { transact, type Actor, type Db, type Tx } from '../../store/database.js';
import { appendLedger } from '../../store/ledger.js';
import { notify } from '../../store/notify.js';
import { Refusal } from '../refusal.js';

/** What `drain` writes in front of its reason, by which its targets are known again. */
export const DRAINED = 'drained: ';

interface TargetRow {
  id: string;
  office_id: string;
  slug: string;
  enabled: boolean;
  paused_reason: string | null;
}

/** Nothing new starts at the target until it is resumed. @throws Refusal when there is none of this name, or it is paused */
export async function pauseTarget(db: Db, actor: Actor, name: string, reason: string): Promise<string> {
  return transact(db, actor, async (tx) => {
    const target = await targetNamed(tx, name);
    if (target.paused_reason !== null)
      throw new Refusal(`The target ${target.slug} is paused already: ${target.paused_reason}`);
    await pause(tx, actor, target, reason, words(reason));
    return target.slug;
  });
}

/** What waits goes out again. @throws Refusal when there is no such target, or it is not paused */
export async function resumeTarget(db: Db, actor: Actor, name: string, reason: string): Promise<string> {
  return transact(db, actor, async (tx) => {
    const target = await targetNamed(tx, name);
    if (target.paused_reason === null) throw new Refusal(`The target ${target.slug} is not paused.`);
    await resume(tx, actor, target, reason);
    return target.slug;
  });
}

/** Pauses one target, or all that are not paused for another reason. Returns those that it paused. */
export async function drainTargets(
  db: Db,
  actor: Actor,
  name: string | undefined,
  reason: string,
): Promise<string[]> {
  return transact(db, actor, async (tx) => {
    const targets = name === undefined ? await allTargets(tx) : [await targetNamed(tx, name)];
    const free = targets.filter(({ paused_reason }) => paused_reason === null);
    const full = `${DRAINED}${reason}`;
    for (const target of free) await pause(tx, actor, target, full, words(reason));
    return free.map(({ slug }) => slug);
  });
}

/** Resumes every target that `drain` paused. Returns their slugs. */
export async function resumeDrained(db: Db, actor: Actor, reason: string): Promise<string[]> {
  return transact(db, actor, async (tx) => {
    const targets = (await allTargets(tx)).filter(({ paused_reason }) => paused_reason?.startsWith(DRAINED));
    for (const target of targets) await resume(tx, actor, target, reason);
    return targets.map(({ slug }) => slug);
  });
}

const words = (reason: string) => ({
  zh: `运维人员暂停：${reason}`,
  en: `Paused by an operator: ${reason}`,
});

async function pause(
  tx: Tx,
  actor: Actor,
  { id, office_id }: TargetRow,
  reason: string,
  said: { zh: string; en: string },
): Promise<void> {
  await tx
    .updateTable('target')
    .set({ paused_reason: reason, paused_words: JSON.stringify(said) })
    .where('id', '=', id)
    .execute();
  await appendLedger(tx, [
    { officeId: office_id, actor, kind: 'target.paused', subjectId: id, data: { reason } },
  ]);
  await announceChange(tx, office_id, { topic: 'target', ids: [id] });
}

/** As "resume" in the console: the same entry, with the reason beside it. */
async function resume(tx: Tx, actor: Actor, target: TargetRow, reason: string): Promise<void> {
  const { id, office_id, enabled } = target;
  await tx
    .updateTable('target')
    .set({ paused_reason: null, paused_words: null })
    .where('id', '=', id)
    .execute();
  const data = { fields: ['resume'], enabled, reason };
  await appendLedger(tx, [{ officeId: office_id, actor, kind: 'target.changed', subjectId: id, data }]);
  await notify(tx, 'hub_due');
  await announceChange(tx, office_id, { topic: 'target', ids: [id] });
}

async function targetNamed(tx: Tx, name: string): Promise<TargetRow> {
  const { rows } = await sql<TargetRow>`
    select id, office_id, slug, enabled, paused_reason from target where slug = ${name} or id::text = ${name}
    for update`.execute(tx);
  const [target] = rows;
  if (!target) throw new Refusal(`There is no target ${name}: name its slug or its id.`);
  return target;
}

async function allTargets(tx: Tx): Promise<TargetRow[]> {
  const { rows } = await sql<TargetRow>`
    select id, office_id, slug, enabled, paused_reason from target order by id for update`.execute(tx);
  return rows;
}
