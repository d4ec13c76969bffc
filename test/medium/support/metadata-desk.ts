import {
  AnnouncementDetail,
  SubmittedVersion,
  VersionDetail,
  type DraftFields,
} from '../../../src/contract/api.js';
import { newId } from '../../../src/platform/ids.js';
import { migrateTo } from '../../../src/store/migrate.js';
import { startIntakeHub, type IntakeHub } from './intake-hub.js';
import { MovableHub } from './movable-hub.js';
import type { Answer, Visitor } from './web-hub.js';

const api = '/api/v1/announcements';

/** An office whose clerk drafts and submits, and whose reviewer keeps what its documents are given. */
export class MetadataDesk {
  private constructor(
    readonly hub: IntakeHub,
    readonly clerk: Visitor,
    readonly reviewer: Visitor,
    readonly target: string,
  ) {}

  static async open(): Promise<MetadataDesk> {
    const hub = await startIntakeHub();
    const [clerk, reviewer] = [await hub.signedIn('clerk'), await hub.signedIn('reviewer')];
    return new MetadataDesk(hub, clerk, reviewer, await hub.target());
  }

  async aDraft(wish: Partial<DraftFields> = {}): Promise<AnnouncementDetail> {
    const body = this.fields(wish);
    return AnnouncementDetail.parse((await this.clerk.call('POST', api, { body })).json);
  }

  submit({ id, draft }: AnnouncementDetail): Promise<Answer> {
    return this.clerk.call('POST', `${api}/${id}/submit`, { body: { revision: draft.revision } });
  }

  async submitted(wish: Partial<DraftFields> = {}): Promise<{ id: string; versionId: string }> {
    const draft = await this.aDraft(wish);
    const { versionId } = SubmittedVersion.parse((await this.submit(draft)).json);
    return { id: draft.id, versionId };
  }

  async detail(id: string): Promise<AnnouncementDetail> {
    return AnnouncementDetail.parse((await this.clerk.call('GET', `${api}/${id}`)).json);
  }

  async versionOf(versionId: string): Promise<VersionDetail> {
    return VersionDetail.parse((await this.reviewer.call('GET', `/api/v1/versions/${versionId}`)).json);
  }

  preview(wish: Partial<DraftFields>): Promise<Answer> {
    const body = { issuer: '局', attachments: [], ...this.fields(wish) };
    return this.clerk.call('POST', `${api}/preview`, { body });
  }

  setRule(body: object, who = this.reviewer): Promise<Answer> {
    return who.call('PUT', '/api/v1/metadata-rule', { body });
  }

  /** The announcement's second version, straight in the database. */
  async writePast(versionId: string, change: object): Promise<void> {
    const { procedure: _procedure, ...row } = await this.version(versionId);
    const content = JSON.stringify({ ...row.content, ...change });
    await this.hub.db
      .insertInto('version')
      .values({ ...row, id: newId(), number: 2, content })
      .execute();
  }

  /** Releases a version to nowhere, straight in the database. */
  async releasePast(versionId: string): Promise<void> {
    const { db } = this.hub;
    const { announcement_id, office_id, submitted_by, hash } = await this.version(versionId);
    await db.insertInto('approval').values({ version_id: versionId, version_hash: hash }).execute();
    await db
      .insertInto('release')
      .values({
        ...{ id: newId(), office_id, announcement_id, version_id: versionId },
        ...{ publish_at: new Date(), priority: 'routine', released_by: submitted_by },
      })
      .execute();
    await db
      .updateTable('announcement')
      .set({ stage: 'released' })
      .where('id', '=', announcement_id)
      .execute();
  }

  private fields(wish: Partial<DraftFields>): Partial<DraftFields> {
    return {
      title: '关于测试的通告',
      body: '<p>正文</p><p>2026年11月23日</p>',
      category: '通知公告',
      targetIds: [this.target],
      ...wish,
    };
  }

  private version(id: string) {
    return this.hub.db.selectFrom('version').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  }
}

/** A hub of before there was metadata, with two announcements for portals whose versions share a number. */
export async function withOldPortals(): Promise<MovableHub> {
  const older = await MovableHub.make({ bare: true });
  await migrateTo(older.database.ownerUrl, '0029_notifications');
  const [office, member, first, second] = [newId(), newId(), newId(), newId()];
  await older.ask(`
    insert into office (id, name, short_name, slug) values ('${office}', '旧局', '旧', 'old');
    insert into member (id, office_id, user_id, username, name, roles)
      values ('${member}', '${office}', 'u', 'u', '旧', '{clerk}');
    insert into announcement (id, office_id, drafter_id, title, body, category, issuer, attachments, target_ids, extras)
      select id, '${office}', '${member}', '', '', '', '', '[]', '{}', extras::jsonb from (values
        ('${first}'::uuid, '{"portal": {"madeOn": "2026-11-20", "keywords": "招牌，市容, 市容", "column": "栏目"}}'),
        ('${second}'::uuid, '{"portal": {"madeOn": "2026-11-21"}, "tv": {"crawl": "字"}}')) as one (id, extras);
    insert into version (id, office_id, announcement_id, number, hash, content, target_ids, submitted_by)
      select gen_random_uuid(), '${office}', id, 1, 'h', '{"indexNo": "A-1", "body": ""}', '{}', '${member}' from announcement`);
  return older;
}
