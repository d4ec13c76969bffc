import { Inject, Injectable } from '@nestjs/common';
import type { AnnouncementRecord, RecallProgress } from '../../contract/api.js';
import { SCREENS_PORT, type ScreensPorts } from '../../contract/display.js';
import { RecallProgresses } from '../../deliver/index.js';
import type { Caller } from '../../identity/index.js';
import { databaseNow, DATABASE, type Db } from '../../store/database.js';
import { Targets } from '../../targets/index.js';
import { officeName } from '../../store/office-name.js';
import { RecordReader } from '../record.reader.js';
import { sealNext } from '../seals.js';
import { entriesAbout, itemsOf, outsideOf, sealsOf, sendersOf, versionsOf } from './facts.js';
import type { ProofFacts } from './facts.js';
import type { IssuedProof } from './model.js';
import { issue, recallProof } from './recall-proof.js';

const BATCH = 10_000;

/** Puts together the document that tells of a recall. */
@Injectable()
export class RecallProofs {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(SCREENS_PORT) private readonly screens: ScreensPorts,
    private readonly targets: Targets,
    private readonly progresses: RecallProgresses,
    private readonly records: RecordReader,
  ) {}

  /**
   * Seals what can be sealed, so that the newest entries come with their seal where nothing holds it up. Rejects with
   * `not_found`.
   */
  async make(caller: Caller, recallId: string): Promise<IssuedProof> {
    const progress = await this.progresses.of(caller, recallId);
    while ((await sealNext(this.db, BATCH)) === BATCH);
    const record = await this.records.read(caller.officeId, progress.request.announcementId);
    const facts = await this.facts(caller.officeId, progress, record);
    return issue(recallProof(facts), await databaseNow(this.db));
  }

  private async facts(
    officeId: string,
    progress: RecallProgress,
    record: AnnouncementRecord,
  ): Promise<ProofFacts> {
    const { id, announcementId } = progress.request;
    const items = await itemsOf(this.db, id);
    const keys = items.map(({ key }) => key);
    const outside = await outsideOf(this.db, announcementId, keys);
    const versionIds = (items.length > 0 ? items : outside).map(({ versionId }) => versionId);
    const versions = await versionsOf(this.db, versionIds);
    const entries = await entriesAbout(this.db, announcementId, {
      subjects: [
        id,
        ...keys,
        ...items.map(({ deliveryId }) => deliveryId),
        ...(await sendersOf(this.db, announcementId, keys)),
        ...record.releases.filter(({ versionId }) => versionIds.includes(versionId)).map((one) => one.id),
      ],
      versions: versions.map((version) => version.id),
    });
    const numbers = [...new Set(entries.flatMap(({ seal }) => (seal === null ? [] : [seal])))];
    return {
      office: await officeName(this.db, officeId),
      progress,
      versions,
      reviews: record.versions,
      stories: new Map(record.deliveries.map((story) => [story.id, story])),
      out: new Map(items.map(({ deliveryId, out }) => [deliveryId, out])),
      channels: new Map(
        progress.targets.map(({ target: { channel } }) => [channel, this.targets.channel(channel).label]),
      ),
      lastSeen: await this.lastSeen(progress, items),
      outside,
      entries,
      seals: await sealsOf(this.db, numbers),
    };
  }

  /** When the screens that are away were last heard of. */
  private async lastSeen(
    { targets }: RecallProgress,
    items: readonly { deliveryId: string; targetId: string; key: string }[],
  ): Promise<Map<string, string>> {
    const silent = targets
      .filter(({ screens }) => screens.some(({ online, state }) => !online && state !== 'retracted'))
      .map(({ deliveryId }) => deliveryId);
    const found = await Promise.all(
      items
        .filter(({ deliveryId }) => silent.includes(deliveryId))
        .map(({ targetId, key }) => this.screens.forTarget(targetId).receipts(key)),
    );
    return new Map(
      found.flatMap(({ screens }) =>
        screens.flatMap(({ screenId, lastSeenAt }) =>
          lastSeenAt === undefined ? [] : [[screenId, lastSeenAt.toISOString()] as const],
        ),
      ),
    );
  }
}
