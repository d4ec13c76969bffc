import type { INestApplicationContext } from '@nestjs/common';
import { EMERGENCY_CATEGORY } from '../contract/api.js';
import { callerOf, type Caller } from '../identity/index.js';
import { Drafts, Submissions } from '../intake/index.js';
import { LOGGER, type Logger } from '../platform/log/index.js';
import { Releases } from '../release/index.js';
import { ReviewReader, Reviews } from '../review/index.js';
import { DATABASE, type Db } from '../store/database.js';
import { appendLedger } from '../store/ledger.js';
import type { Drills } from './drills.js';
import { demoOffices, type DemoOffice } from './offices.js';
import { readPlan, type PlannedItem } from './plan.js';
import { DemoTargets } from './targets.js';

/**
 * Gives the demo's offices their targets and announcements, once, through the same services that people use, and
 * follows the drills from then on. A start that was cut off is gone on with at the next one: what has its title
 * already is taken from where it stands.
 */
export async function seedDemo(app: INestApplicationContext, drills?: Drills): Promise<void> {
  const targets = new DemoTargets(app);
  const db = app.get<Db>(DATABASE, { strict: false });
  const seeded = await Promise.all(
    demoOffices.map(async (office) => {
      const officeId = await targets.officeId(office);
      return officeId === undefined || (await isSeeded(db, officeId));
    }),
  );
  if (seeded.every(Boolean)) {
    // Nothing waits for the drills any more; whoever serves is heard when it does.
    await drills?.listen((state) => targets.hear(state));
    return;
  }
  await drills?.settled();
  for (const office of demoOffices) {
    const officeId = await targets.officeId(office);
    if (officeId === undefined) continue;
    await seedOffice(app, office, officeId, await targets.ensure(officeId, office, drills?.known() ?? []));
  }
  await drills?.listen((state) => targets.hear(state));
}

async function seedOffice(
  app: INestApplicationContext,
  office: DemoOffice,
  officeId: string,
  targetIds: ReadonlyMap<string, string>,
): Promise<void> {
  const db = app.get<Db>(DATABASE, { strict: false });
  if (await isSeeded(db, officeId)) return;
  const [clerk, reviewer] = await Promise.all([callerOf(db, office.clerk), callerOf(db, office.reviewer)]);
  if (clerk?.officeId !== officeId || reviewer?.officeId !== officeId) return;
  for (const item of await readPlan(office)) await seedItem(app, db, { clerk, reviewer }, item, targetIds);
  await appendLedger(db, [{ officeId, actor: 'system:demo', kind: 'demo.seeded', data: {} }]);
  app
    .get<Logger>(LOGGER, { strict: false })
    .info({ office: office.slug }, 'a demo office has its announcements');
}

async function isSeeded(db: Db, officeId: string): Promise<boolean> {
  const entry = await db
    .selectFrom('ledger_entry')
    .select('id')
    .where('office_id', '=', officeId)
    .where('kind', '=', 'demo.seeded')
    .executeTakeFirst();
  return entry !== undefined;
}

interface People {
  clerk: Caller;
  reviewer: Caller;
}

/** Takes one item as far as the plan says: written, submitted, or approved and released. */
async function seedItem(
  app: INestApplicationContext,
  db: Db,
  { clerk, reviewer }: People,
  item: PlannedItem,
  targetIds: ReadonlyMap<string, string>,
): Promise<void> {
  const wanted = item.targets.flatMap((slug) => targetIds.get(slug) ?? []);
  const row = () =>
    db
      .selectFrom('announcement')
      .select(['id', 'stage', 'revision', 'current_version_id'])
      .where('office_id', '=', clerk.officeId)
      .where('title', '=', item.draft.title)
      .executeTakeFirst();
  if (!(await row())) {
    const ends = item.draft.category === EMERGENCY_CATEGORY ? { expiresAt: tomorrow() } : {};
    await app.get(Drafts, { strict: false }).create(clerk, { ...item.draft, ...ends, targetIds: wanted });
  }
  const draft = await row();
  if (item.until === 'draft' || !draft) return;
  if (draft.stage === 'drafting') {
    await app.get(Submissions, { strict: false }).submit(clerk, draft.id, draft.revision);
  }
  const versionId = (await row())?.current_version_id;
  if (item.until === 'review' || !versionId) return;
  if ((await row())?.stage === 'review') await approve(app, reviewer, versionId);
  if ((await row())?.stage === 'approved') {
    await app
      .get(Releases, { strict: false })
      .create(clerk, versionId, { targetIds: wanted, priority: 'routine' });
  }
}

/** What is told in an emergency needs an end. */
const tomorrow = (): string => new Date(Date.now() + 24 * 3_600_000).toISOString();

async function approve(app: INestApplicationContext, reviewer: Caller, versionId: string): Promise<void> {
  const seen = await app.get(ReviewReader, { strict: false }).detail(reviewer, versionId);
  await app.get(Reviews, { strict: false }).decide(reviewer, versionId, {
    verdict: 'approve',
    opinion: '内容属实，同意公开。',
    versionHash: seen.hash,
    renditionHashes: Object.fromEntries(seen.renditions.map(({ targetId, hash }) => [targetId, hash])),
    answers: Object.fromEntries(seen.findings.map(({ id }) => [id, ''])),
  });
}
