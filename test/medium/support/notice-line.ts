import type { PublicObjection } from '../../../src/contract/objection.js';
import { NoticeEnds } from '../../../src/deliver/notices/extensions.service.js';
import { Notices } from '../../../src/deliver/notices/notices.reader.js';
import { Objections } from '../../../src/deliver/notices/objections.service.js';
import { PublicObjections } from '../../../src/deliver/notices/public-objections.service.js';
import { OpenNotices } from '../../../src/deliver/notices/open-notices.reader.js';
import { Releases } from '../../../src/release/index.js';
import { aVersion } from '../../factories/office.js';
import { Pipeline } from './pipeline.js';

/** The days of the acceptance scenario S3: Monday 09:30, and what follows from it. */
export const monday = '2026-11-23T01:30:00.000Z';
export const saturday = '2026-11-28T02:00:00.000Z';
export const end = '2026-11-30T16:00:00.000Z';
export const dayLater = '2026-12-01T16:00:00.000Z';

/** A pipeline with public notices on it. */
export class NoticeLine {
  private constructor(readonly line: Pipeline) {}

  static async start(): Promise<NoticeLine> {
    return new NoticeLine(await Pipeline.start());
  }

  stop(): Promise<void> {
    return this.line.stop();
  }

  /** The clock stays there, so that nothing ends by itself between two steps, whatever the day on which this runs. */
  async at(instant: string, work: () => Promise<unknown>): Promise<void> {
    await this.line.stand(instant);
    await work();
  }

  /** One that is live since Monday. */
  async published(): Promise<{ announcementId: string; id: string }> {
    const { hub, office, target } = this.line;
    let id = '';
    const { announcementId, versionId } = await aVersion(hub, office, [target], { category: '公示' });
    await this.at(monday, async () => {
      const made = await hub.app
        .get(Releases, { strict: false })
        .create(office.callers.clerk, versionId, { targetIds: [target.id], priority: 'routine' });
      id = made.deliveryIds[0] ?? '';
      await this.line.reaches(id, 'live');
    });
    return { announcementId, id };
  }

  get notices(): Notices {
    return this.line.hub.app.get(Notices, { strict: false });
  }

  get ends(): NoticeEnds {
    return this.line.hub.app.get(NoticeEnds, { strict: false });
  }

  get objections(): Objections {
    return this.line.hub.app.get(Objections, { strict: false });
  }

  /** The public page's desk for an announcement, as somebody at an address meets it. */
  async form(announcementId: string, visitor = '203.0.113.7') {
    const { hub, office } = this.line;
    const { slug } = await hub.db
      .selectFrom('announcement')
      .select('slug')
      .where('id', '=', announcementId)
      .executeTakeFirstOrThrow();
    const desk = hub.app.get(PublicObjections, { strict: false }).desk(office.id, 'system:sink', visitor);
    return {
      window: () => desk.window(slug ?? ''),
      send: (objection: PublicObjection) => desk.take(slug ?? '', objection),
    };
  }

  async viewOf(announcementId: string) {
    return (await this.notices.of(this.line.office.id, announcementId)).notice;
  }

  /** What it asks of a person, and its last day, as the first page has it. */
  async asksOf(announcementId: string) {
    const { items } = await this.line.hub.app.get(OpenNotices, { strict: false }).list(this.line.office.id);
    return items.filter((one) => one.announcementId === announcementId).map(({ asks, last }) => [asks, last]);
  }

  entriesOf(announcementId: string, kind: string) {
    return this.line.hub.db
      .selectFrom('ledger_entry')
      .select(['actor', 'subject_id', 'data'])
      .where('announcement_id', '=', announcementId)
      .where('kind', '=', kind)
      .orderBy('txid')
      .orderBy('id')
      .execute();
  }
}
