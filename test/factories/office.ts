import type { AssetRef } from '../../src/contract/values.js';
import { newId } from '../../src/platform/ids.js';
import { canonicalJson, sha256 } from '../../src/platform/hash.js';
import { BlobStore } from '../../src/platform/storage/blobs.js';
import { permissionsOf, type Caller } from '../../src/identity/index.js';
import { EMERGENCY_CATEGORY, type Role } from '../../src/contract/api.js';
import type { Json } from '../../src/contract/values.js';
import type { TestHub } from '../support/test-hub.js';

/** An office with one member a role, straight in the database. */
export interface TestOffice {
  id: string;
  callers: Record<Role, Caller>;
}

const roles: readonly Role[] = ['administrator', 'clerk', 'reviewer', 'leader', 'auditor', 'liaison'];

export async function anOffice({ db }: TestHub): Promise<TestOffice> {
  const id = newId();
  await db
    .insertInto('office')
    .values({ id, name: '明川市望河区测试局', short_name: '测试局', slug: `o-${id.slice(-12)}` })
    .execute();
  const callers = {} as Record<Role, Caller>;
  for (const role of roles) {
    const memberId = newId();
    const username = `${role}-${memberId.slice(-8)}`;
    await db
      .insertInto('member')
      .values({
        id: memberId,
        office_id: id,
        user_id: memberId,
        username,
        name: `测试${role}`,
        roles: [role],
      })
      .execute();
    callers[role] = {
      memberId,
      officeId: id,
      username,
      name: `测试${role}`,
      roles: [role],
      permissions: new Set(permissionsOf([role])),
      mustChangePassword: false,
    };
  }
  return { id, callers };
}

/** A target of a channel, straight in the database. */
export async function aTarget(
  { db }: TestHub,
  office: TestOffice,
  channel: string,
  settings: Json,
  concurrency = 32,
): Promise<string> {
  const id = newId();
  await db
    .insertInto('target')
    .values({
      id,
      office_id: office.id,
      channel,
      slug: `t-${id.slice(-12)}`,
      name: `目标 ${id.slice(-4)}`,
      settings: JSON.stringify(settings),
      concurrency,
    })
    .execute();
  return id;
}

/** A version as intake would freeze it, waiting in review; with `approved`, as review would leave it. */
export async function aVersion(
  hub: TestHub,
  office: TestOffice,
  targets: readonly { id: string; channel: string }[],
  {
    title = '关于测试的通告',
    category = '通知公告',
    body = '<p>正文。</p>',
    approved = true,
    announcementId: existing,
    noticeDays,
    attachments = [],
  }: {
    title?: string;
    category?: string;
    body?: string;
    approved?: boolean;
    announcementId?: string;
    noticeDays?: number;
    attachments?: AssetRef[];
  } = {},
): Promise<{ announcementId: string; versionId: string; hash: string; renditions: Record<string, string> }> {
  const { db } = hub;
  const blobs = hub.app.get(BlobStore, { strict: false });
  const announcementId = existing ?? newId();
  const number = await nextNumber(hub, announcementId);
  const versionId = newId();
  const drafter = office.callers.clerk.memberId;
  const content = {
    title,
    body,
    pictures: [],
    attachments,
    category,
    issuer: '测试局',
    ...(noticeDays === undefined ? {} : { noticeDays }),
  };
  const targetIds = targets.map((target) => target.id);
  if (existing === undefined)
    await db
      .insertInto('announcement')
      .values({
        id: announcementId,
        office_id: office.id,
        drafter_id: drafter,
        slug: `20261123-${announcementId.slice(-6)}`,
        title,
        body: content.body,
        category: content.category,
        issuer: content.issuer,
        attachments: '[]',
        target_ids: targetIds,
      })
      .execute();
  const hash = sha256(canonicalJson({ content, announcementId, number }));
  await db
    .insertInto('version')
    .values({
      id: versionId,
      office_id: office.id,
      announcement_id: announcementId,
      number,
      hash,
      content: JSON.stringify(content),
      target_ids: targetIds,
      submitted_by: drafter,
      ...(category === EMERGENCY_CATEGORY && { expires_at: new Date(Date.now() + 86_400_000) }),
    })
    .execute();
  const renditions: Record<string, string> = {};
  for (const target of targets) {
    const document = { title, body: content.body };
    renditions[target.id] = await blobs.put(canonicalJson({ document, assets: [] }));
    await db
      .insertInto('rendition')
      .values({
        version_id: versionId,
        target_id: target.id,
        channel: target.channel,
        hash: renditions[target.id] ?? '',
      })
      .execute();
  }
  if (approved)
    await db.insertInto('approval').values({ version_id: versionId, version_hash: hash }).execute();
  await db
    .updateTable('announcement')
    .set({ current_version_id: versionId, stage: approved ? 'approved' : 'review' })
    .where('id', '=', announcementId)
    .execute();
  return { announcementId, versionId, hash, renditions };
}

async function nextNumber({ db }: TestHub, announcementId: string): Promise<number> {
  const { newest } = await db
    .selectFrom('version')
    .select(({ fn }) => fn.max<number | null>('number').as('newest'))
    .where('announcement_id', '=', announcementId)
    .executeTakeFirstOrThrow();
  return (newest ?? 0) + 1;
}
