import pg from 'pg';
import type {
  AskConsultation,
  ConsultationView,
  DraftFields,
  ReplyConsultation,
} from '../../../src/contract/api.js';
import type { Caller } from '../../../src/identity/index.js';
import { AnnouncementRows, Drafts, Submissions } from '../../../src/intake/index.js';
import { Notifications, Reminders } from '../../../src/notifications/index.js';
import { Releases } from '../../../src/release/index.js';
import {
  ConsultationReader,
  Consultations,
  Reviews,
  ReviewReader,
  Withholdings,
} from '../../../src/review/index.js';
import { aVersion } from '../../factories/office.js';
import type { TestHub } from '../../support/test-hub.js';
import { ReleaseDesk } from '../support/release-desk.js';

export const ORGAN = '区自然资源局';

export type Waiting = Awaited<ReturnType<typeof aVersion>>;

/** An office that asks other bodies, on a hub whose clock can be stopped. */
export class ConsultingDesk {
  private constructor(private readonly desk: ReleaseDesk) {}

  static async open(): Promise<ConsultingDesk> {
    return new ConsultingDesk(await ReleaseDesk.open());
  }

  close = (): Promise<void> => this.desk.close();

  get hub(): TestHub {
    return this.desk.hub;
  }

  get office(): ReleaseDesk['office'] {
    return this.desk.office;
  }

  get clerk(): Caller {
    return this.office.callers.clerk;
  }

  get reviewer(): Caller {
    return this.office.callers.reviewer;
  }

  readonly consultations = () => this.hub.app.get(Consultations, { strict: false });
  readonly withholdings = () => this.hub.app.get(Withholdings, { strict: false });
  readonly reader = () => this.hub.app.get(ConsultationReader, { strict: false });
  readonly drafts = () => this.hub.app.get(Drafts, { strict: false });
  readonly submissions = () => this.hub.app.get(Submissions, { strict: false });
  readonly remind = () => this.hub.app.get(Reminders, { strict: false }).round();

  /** The database's clock stands there until it is let go. */
  stand = (at: string): Promise<void> => this.clock(`timestamptz '${at}'`);
  letGo = (): Promise<void> => this.clock('clock_timestamp()');

  inReview = (): Promise<Waiting> => aVersion(this.hub, this.office, this.desk.targets, { approved: false });
  approved = (): Promise<Waiting> => aVersion(this.hub, this.office, this.desk.targets);

  decide(who: Caller, version: Waiting, more: object = {}) {
    return this.hub.app.get(Reviews, { strict: false }).decide(who, version.versionId, {
      verdict: 'approve',
      opinion: '同意',
      answers: {},
      versionHash: version.hash,
      renditionHashes: version.renditions,
      ...more,
    });
  }

  release(versionId: string) {
    return this.hub.app.get(Releases, { strict: false }).create(this.clerk, versionId, {
      targetIds: this.desk.targets.map(({ id }) => id),
      priority: 'routine',
    });
  }

  ask(announcementId: string, more: Partial<AskConsultation> = {}, who = this.clerk): Promise<void> {
    return this.consultations().ask(who, announcementId, {
      kind: 'consultation',
      organ: ORGAN,
      contact: '办公室',
      question: '用地范围的表述是否准确？',
      ...more,
    });
  }

  escalate(announcementId: string): Promise<void> {
    const question = { kind: 'escalation', organ: '区保密局', question: '能否公开？' } as const;
    return this.ask(announcementId, question, this.reviewer);
  }

  reply(id: string, more: Partial<ReplyConsultation> = {}, who = this.clerk): Promise<void> {
    return this.consultations().reply(who, id, {
      verdict: 'agrees',
      text: '准确，同意公开。',
      receivedAt: new Date().toISOString(),
      ...more,
    });
  }

  listOf = (announcementId: string, who = this.clerk) => this.reader().of(who, announcementId);

  async newestOf(announcementId: string): Promise<ConsultationView> {
    const [one] = (await this.listOf(announcementId)).items;
    if (!one) throw new Error('nobody was asked');
    return one;
  }

  /** As the hub itself could do it: the database has to refuse. */
  approveInTheDatabase({ versionId, hash }: Waiting) {
    return this.hub.db.insertInto('approval').values({ version_id: versionId, version_hash: hash }).execute();
  }

  entriesOf(announcementId: string) {
    return this.hub.db
      .selectFrom('ledger_entry')
      .select(['kind', 'data'])
      .where('announcement_id', '=', announcementId)
      .orderBy('id')
      .execute();
  }

  async told(who: Caller, kind: string) {
    const asked = { limit: 50, unread: true };
    const { items } = await this.hub.app.get(Notifications, { strict: false }).page(who, asked);
    return items.filter((one) => one.kind === kind);
  }

  draft(body = '<p>正文。</p>') {
    return this.drafts().create(this.clerk, {
      ...{ title: '关于征求意见的通告', body, category: '通知公告' },
      targetIds: this.desk.targets.map((target) => target.id),
    });
  }

  /** Another text in the place of the one that was returned. */
  async change(id: string, more: Partial<DraftFields>): Promise<void> {
    const { draft } = await this.hub.app.get(AnnouncementRows, { strict: false }).detail(this.office.id, id);
    await this.drafts().save(this.clerk, id, { ...draft, ...more });
  }

  async submit(id: string): Promise<Waiting> {
    const { draft } = await this.hub.app.get(AnnouncementRows, { strict: false }).detail(this.office.id, id);
    const { versionId, hash } = await this.submissions().submit(this.clerk, id, draft.revision);
    const { renditions } = await this.hub.app
      .get(ReviewReader, { strict: false })
      .detail(this.reviewer, versionId);
    return {
      ...{ announcementId: id, versionId, hash },
      renditions: Object.fromEntries(renditions.map(({ targetId, hash: own }) => [targetId, own])),
    };
  }

  private async clock(body: string): Promise<void> {
    const client = new pg.Client({ connectionString: this.desk.ownerUrl });
    await client.connect();
    try {
      await client.query(
        `create or replace function hub_now() returns timestamptz language sql stable parallel safe as $$ select ${body} $$`,
      );
    } finally {
      await client.end();
    }
  }
}
