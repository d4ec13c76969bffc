import type { INestApplicationContext } from '@nestjs/common';
import type { CreateTarget } from '../contract/api.js';
import { callerOf, type Caller } from '../identity/index.js';
import { Drafts, Submissions } from '../intake/index.js';
import { LOGGER, type Logger } from '../platform/log/index.js';
import { Releases } from '../release/index.js';
import { ReviewReader, Reviews } from '../review/index.js';
import { DATABASE, type Db } from '../store/database.js';
import { appendLedger } from '../store/ledger.js';
import { Targets } from '../targets/index.js';
import { readPlan, type PlannedItem } from './plan.js';

/** What the demo office can publish to, and where the plan's words for it lead. */
const targets: readonly CreateTarget[] = [
  {
    channel: 'website',
    slug: 'wanghe',
    name: '机关门户网站',
    settings: { siteName: '望河区城市管理和综合行政执法局', intro: '政务公开、通知公告与办事服务' },
  },
  { channel: 'display', slug: 'lobby-1', name: '一楼大厅屏', settings: {} },
];

/**
 * Gives the demo office its targets and announcements, once, through the same services that people use. A start that
 * was cut off is gone on with at the next one: what has its title already is taken from where it stands.
 */
export async function seedDemo(app: INestApplicationContext): Promise<void> {
  const db = app.get<Db>(DATABASE, { strict: false });
  const office = await db.selectFrom('office').select('id').where('demo', '=', true).executeTakeFirst();
  if (!office || (await isSeeded(db, office.id))) return;
  const [clerk, reviewer] = await Promise.all([callerOf(db, 'clerk'), callerOf(db, 'reviewer')]);
  if (!clerk || !reviewer) return;
  const targetIds = await seedTargets(app.get(Targets, { strict: false }), office.id);
  for (const item of await readPlan()) await seedItem(app, db, { clerk, reviewer }, item, targetIds);
  await appendLedger(db, [{ officeId: office.id, actor: 'system:demo', kind: 'demo.seeded', data: {} }]);
  app.get<Logger>(LOGGER, { strict: false }).info({}, 'the demo office has its announcements');
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

/** The targets' ids by their short names. */
async function seedTargets(service: Targets, officeId: string): Promise<Map<string, string>> {
  const known = await service.list(officeId);
  const found = known.map(({ slug, id }): [string, string] => [slug, id]);
  for (const target of targets) {
    if (known.some(({ slug }) => slug === target.slug)) continue;
    found.push([target.slug, (await service.create(officeId, 'system:demo', target)).id]);
  }
  return new Map(found);
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
    await app.get(Drafts, { strict: false }).create(clerk, { ...item.draft, targetIds: wanted });
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

async function approve(app: INestApplicationContext, reviewer: Caller, versionId: string): Promise<void> {
  const seen = await app.get(ReviewReader, { strict: false }).detail(reviewer, versionId);
  await app.get(Reviews, { strict: false }).decide(reviewer, versionId, {
    verdict: 'approve',
    opinion: '内容属实，同意公开。',
    versionHash: seen.hash,
    renditionHashes: Object.fromEntries(seen.renditions.map(({ targetId, hash }) => [targetId, hash])),
  });
}
