import { sql } from 'kysely';
import type { AlertKind } from '../../contract/api.js';
import type { Tx } from '../../store/database.js';
import type { Step } from './judge.js';

/** One step of one alert. */
export interface Change {
  step: Step;
  kind: AlertKind;
  id: string;
  isNew: boolean;
  screenId: string;
  officeId: string;
  targetId: string;
  since: Date;
  detail: string;
  settleSeconds: number;
}

/** Writes each kind of step with one statement. */
export async function write(tx: Tx, changes: readonly Change[]): Promise<void> {
  const idsOf = (...steps: Step[]): string[] =>
    changes.filter(({ step, isNew }) => !isNew && steps.includes(step)).map(({ id }) => id);
  await insertNew(
    tx,
    changes.filter(({ isNew }) => isNew),
  );
  const opened = changes.filter(({ step, isNew }) => step === 'open' && !isNew);
  if (opened.length > 0)
    await sql`
      update screen_alert a set opened_at = hub_now(), settle_seconds = o.settle, detail = o.detail
      from jsonb_to_recordset(${JSON.stringify(opened.map(({ id, settleSeconds, detail }) => ({ id, settle: settleSeconds, detail })))}::jsonb)
        as o (id uuid, settle int, detail text)
      where a.id = o.id`.execute(tx);
  const noted = changes.filter(({ step }) => step === 'note' || step === 'unwell');
  if (noted.length > 0)
    await sql`
      update screen_alert a set detail = n.detail, over_at = null
      from jsonb_to_recordset(${JSON.stringify(noted.map(({ id, detail }) => ({ id, detail })))}::jsonb) as n (id uuid, detail text)
      where a.id = n.id`.execute(tx);
  const well = idsOf('well');
  if (well.length > 0)
    await sql`update screen_alert set over_at = hub_now() where id = any(${well}::uuid[])`.execute(tx);
  const closed = idsOf('close');
  if (closed.length > 0)
    await sql`update screen_alert set closed_at = hub_now() where id = any(${closed}::uuid[])`.execute(tx);
  const forgotten = idsOf('forget');
  if (forgotten.length > 0)
    await sql`delete from screen_alert where id = any(${forgotten}::uuid[])`.execute(tx);
}

async function insertNew(tx: Tx, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return;
  const rows = changes.map((change) => ({
    id: change.id,
    office: change.officeId,
    screen: change.screenId,
    kind: change.kind,
    since: change.since.toISOString(),
    detail: change.detail,
    opens: change.step === 'open',
    settle: change.settleSeconds,
  }));
  // An alert that another look made meanwhile stands.
  await sql`
    insert into screen_alert (id, office_id, screen_id, kind, since, detail, opened_at, settle_seconds)
    select id, office, screen, kind, since, detail, case when opens then hub_now() end, settle
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, office uuid, screen uuid, kind text,
      since timestamptz, detail text, opens boolean, settle int)
    on conflict (screen_id, kind) where closed_at is null do nothing`.execute(tx);
}
