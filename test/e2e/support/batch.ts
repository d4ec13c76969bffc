import type { AnnouncementRow } from '../../../src/contract/api.js';
import { inLanes } from './in-lanes.js';
import type { Member } from './member.js';

const LANES = 4;

interface Wish {
  size: number;
  targetIds: string[];
  /** Between the last approval and the planned time of all, in milliseconds. */
  leadMs: number;
  /** What makes this batch's titles its own. */
  about: string;
}

/** Many announcements that go out at one time. */
export class Batch {
  private constructor(
    private readonly clerk: Member,
    private readonly ids: ReadonlySet<string>,
  ) {}

  static async release(people: { clerk: Member; reviewer: Member }, wish: Wish): Promise<Batch> {
    const { clerk, reviewer } = people;
    const { size, targetIds, leadMs, about } = wish;
    const numbers = Array.from({ length: size }, (_, index) => index + 1);
    const versions = await inLanes(numbers, LANES, async (number) => {
      const { id, draft } = await clerk.draft({
        title: `关于第 ${number} 号路段${about}的通告`,
        category: '通知公告',
        body: `<p>第 ${number} 号路段将于本周${about}，请市民注意通行安全。</p>`,
        targetIds,
      });
      const { versionId } = await clerk.submit(id, draft.revision);
      await reviewer.approve(versionId);
      return versionId;
    });
    const publishAt = new Date(Date.now() + leadMs).toISOString();
    const releases = await inLanes(versions, LANES, (version) =>
      clerk.release(version, { targetIds, publishAt }),
    );
    return new Batch(clerk, new Set(releases.map(({ announcementId }) => announcementId)));
  }

  /** Its rows on the board. */
  async rows(): Promise<AnnouncementRow[]> {
    return (await this.clerk.wholeBoard()).filter(({ id }) => this.ids.has(id));
  }

  /** How many of its deliveries are in each state. */
  async states(): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const { state } of (await this.rows()).flatMap(({ deliveries }) => deliveries))
      counts[state] = (counts[state] ?? 0) + 1;
    return counts;
  }

  /** The last part of each announcement's permanent address. */
  async slugs(): Promise<string[]> {
    return (await this.rows()).map(({ permalink }) => permalink?.split('/').pop() ?? '');
  }
}
