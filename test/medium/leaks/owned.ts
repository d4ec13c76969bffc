import type { INestApplication } from '@nestjs/common';
import { newId } from '../../../src/platform/ids.js';
import { until } from '../../support/until.js';
import type { Db } from '../../../src/store/database.js';
import { consultation, withheld } from './consulted.js';
import { bossOf, hook, mail, notification } from './owned-telling.js';
import { boards, type OwnedBoards } from './boards.js';
import { foundAgain, watchedWord } from './owned-screening.js';
import { templatesOf } from './templates.js';
import { afterReview, delegation, paper } from './owned-paper.js';
import { fleet } from './owned-fleet.js';
import { rectification } from './owned-rectification.js';
import { warningsOf, type OwnedWarnings } from './owned-warnings.js';

/** What an office owns, by the word that stands before an id in the API's paths. */
export interface Owned extends OwnedBoards, OwnedWarnings {
  announcements: string[];
  versions: string[];
  /** What was submitted of each, in the order of the announcements that they are of. */
  revisions: string[];
  deliveries: string[];
  targets: string[];
  /** Those of the targets that are groups of screens. */
  displays: string[];
  screens: string[];
  screenshots: string[];
  alerts: string[];
  members: string[];
  tasks: string[];
  blobs: string[];
  /** What goes with the delivery that a person carries over. */
  files: string[];
  recalls: string[];
  rectifications: string[];
  groups: string[];
  /** To a public notice. */
  objections: string[];
  consultations: string[];
  releases: string[];
  departments: string[];
  invitations: string[];
  /** The boss's own, as are the tokens. */
  sessions: string[];
  tokens: string[];
  /** Of the office's dictionary. */
  words: string[];
  notifications: string[];
  hooks: string[];
  /** By their codes. */
  slips: string[];
  /** Of scans that were signed by hand. */
  papers: string[];
  delegations: string[];
  afterReviews: string[];
}

export const nothing = (): Owned => ({
  announcements: [],
  versions: [],
  revisions: [],
  deliveries: [],
  targets: [],
  displays: [],
  screens: [],
  screenshots: [],
  alerts: [],
  boards: [],
  boardEntries: [],
  members: [],
  tasks: [],
  blobs: [],
  files: [],
  recalls: [],
  rectifications: [],
  ...{ warnings: [], warningSources: [], warningTemplates: [], slates: [] },
  groups: [],
  objections: [],
  consultations: [],
  releases: [],
  departments: [],
  invitations: [],
  sessions: [],
  tokens: [],
  words: [],
  notifications: [],
  hooks: [],
  slips: [],
  papers: [],
  delegations: [],
  afterReviews: [],
});

/** The office whose stock is taken. */
interface Office {
  id: string;
  mark: string;
  hub: { db: Db; app: INestApplication };
  at: Record<
    'released' | 'review' | 'approved' | 'draft' | 'recalled',
    { announcementId: string; versionId: string }
  >;
}

/** What it owns after its work, and one group of releases. */
export async function takeStock(
  office: Office,
  { recall, errand, file }: { recall: string; errand: string; file: string },
): Promise<Owned> {
  const { db } = office.hub;
  const idsOf = async (table: 'target' | 'screen' | 'member' | 'delivery'): Promise<string[]> =>
    (await db.selectFrom(table).select('id').where('office_id', '=', office.id).execute()).map(
      ({ id }) => id,
    );
  const carried = await until(
    () =>
      db
        .selectFrom('task')
        .select(['id', 'delivery_id'])
        .where('office_id', '=', office.id)
        .where('kind', '=', 'carry')
        .executeTakeFirst(),
    (task) => task !== undefined,
  );
  const carriedDelivery = carried?.delivery_id ?? '';
  await mail(office);
  const [member = ''] = await idsOf('member');
  await withheld(office, member);
  await templatesOf(office);
  await foundAgain(office);
  await afterReview(office, office.at.approved);
  const stages = ['released', 'review', 'approved', 'draft', 'recalled'] as const;
  const blobs = await db.selectFrom('blob').select('hash').where('office_id', '=', office.id).execute();
  return {
    announcements: stages.map((stage) => office.at[stage].announcementId),
    versions: stages.flatMap((stage) => office.at[stage].versionId || []),
    revisions: await revisionsOf(
      db,
      stages.flatMap((stage) => office.at[stage].versionId || []),
    ),
    // First the one that a person carries over: it has all that a delivery can have.
    deliveries: [carriedDelivery, ...(await idsOf('delivery')).filter((id) => id !== carriedDelivery)],
    targets: [errand, ...(await idsOf('target')).filter((id) => id !== errand)],
    displays: await displaysOf(db, office.id),
    screens: await idsOf('screen'),
    ...(await fleet(office, member)),
    ...(await boards(office)),
    members: await idsOf('member'),
    tasks: [carried?.id ?? ''],
    blobs: blobs.map(({ hash }) => hash),
    files: [file],
    recalls: [recall],
    rectifications: [await rectification(office, member)],
    ...(await warningsOf(office, member)),
    releases: (await db.selectFrom('release').select('id').where('office_id', '=', office.id).execute()).map(
      ({ id }) => id,
    ),
    groups: [await group(office)],
    objections: [await objection(office, (await idsOf('member'))[0] ?? '')],
    consultations: [await consultation(office, member)],
    words: [await watchedWord(office)],
    notifications: [await notification(office)],
    hooks: [await hook(office)],
    ...(await paper(office, blobs[0]?.hash ?? '')),
    delegations: [await delegation(office)],
    afterReviews: [office.at.approved.versionId],
    ...(await people(office, (await idsOf('member'))[0] ?? '')),
  };
}

async function displaysOf(db: Db, officeId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('target')
    .select('id')
    .where('office_id', '=', officeId)
    .where('channel', '=', 'display')
    .execute();
  return rows.map(({ id }) => id);
}

async function revisionsOf(db: Db, versions: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('draft_revision')
    .select(['id', 'version_id'])
    .where('version_id', 'in', [...versions])
    .execute();
  return versions.flatMap((version) => rows.find((row) => row.version_id === version)?.id ?? []);
}

/** A group that has been let go. */
async function group(office: Office): Promise<string> {
  const id = newId();
  const later = new Date(Date.now() + 3_600_000);
  const member = await office.hub.db
    .selectFrom('member')
    .select('id')
    .where('office_id', '=', office.id)
    .executeTakeFirstOrThrow();
  await office.hub.db
    .insertInto('release_group')
    .values({
      ...{ id, office_id: office.id, name: `${office.mark}的联合发布`, publish_at: later },
      ...{ created_by: member.id },
    })
    .execute();
  return id;
}

/** An objection without a result. Its words stand here as if they were encrypted. */
async function objection({ id: officeId, mark, at, hub: { db } }: Office, memberId: string): Promise<string> {
  const [notice, id] = [newId(), newId()];
  const { announcementId } = at.recalled;
  const [published, ends] = [new Date(Date.now() - 3_600_000), new Date(Date.now() + 3_600_000)];
  await db
    .insertInto('notice')
    .values({
      ...{ id: notice, office_id: officeId, announcement_id: announcementId, days: 5, by_default: true },
      ...{ published_at: published, ends_at: ends },
    })
    .execute();
  await db
    .insertInto('objection')
    .values({
      ...{ id, office_id: officeId, notice_id: notice, received_at: published, way: 'letter' },
      ...{ sealed: `${mark}收到的异议`, hash: `sha256:${mark}`, recorded_by: memberId },
    })
    .execute();
  await db
    .insertInto('objection')
    .values({
      ...{ id: newId(), office_id: officeId, notice_id: notice, received_at: published, way: 'online' },
      ...{ sealed: `${mark}网上收到的异议`, hash: `sha256:${mark}网上`, recorded_by: null },
      ...{ receipt: `${mark}的受理编号`, sealed_from: `${mark}的异议人` },
    })
    .execute();
  return id;
}

/** A department, an invitation, and what guards accounts: the boss's own, and the factor of the member that routes ask about. */
async function people(
  { id: officeId, mark, hub: { db } }: Office,
  memberId: string,
): Promise<Pick<Owned, 'departments' | 'invitations' | 'sessions' | 'tokens'>> {
  const [department, invitation, session, token] = [newId(), newId(), newId(), newId()];
  const later = new Date(Date.now() + 3_600_000);
  const now = new Date();
  const boss = await bossOf(db, officeId);
  await db
    .insertInto('department')
    .values({ id: department, office_id: officeId, name: `${mark}的科室` })
    .execute();
  const label = { zh: `${mark}的一步`, en: 'A step' };
  await db
    .insertInto('procedure')
    .values({
      office_id: officeId,
      category: `${mark}的一类`,
      steps: JSON.stringify([{ key: 'sign', label, roles: ['leader'], department }]),
    })
    .execute();
  const link = { id: invitation, office_id: officeId, department_id: department, token_hash: newId() };
  await db
    .insertInto('invitation')
    .values({ ...link, name: `${mark}的新人`, roles: ['clerk'], invited_by: memberId, expires_at: later })
    .execute();
  await db
    .insertInto('api_token')
    .values({
      ...{ id: token, office_id: officeId, member_id: boss.id, token_hash: newId(), expires_at: later },
      ...{ name: `${mark}的程序`, permissions: ['announcement.read'] },
    })
    .execute();
  await db
    .insertInto('auth_session')
    .values({
      ...{
        id: session,
        user_id: boss.user_id,
        token: newId(),
        expires_at: later,
        user_agent: `${mark}的浏览器`,
      },
      ...{ created_at: now, updated_at: now },
    })
    .execute();
  await db
    .insertInto('second_factor')
    .values({ member_id: memberId, secret: `${mark}的密钥`, confirmed_at: now })
    .execute();
  return { departments: [department], invitations: [invitation], sessions: [session], tokens: [token] };
}
