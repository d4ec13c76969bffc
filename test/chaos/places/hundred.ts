import { expect } from '@jest/globals';
import { z } from 'zod';
import type { AnnouncementRow } from '../../../src/contract/api.js';
import { inLanes } from '../../e2e/support/in-lanes.js';
import type { Member } from '../../e2e/support/member.js';
import { settingsOf, type Outside } from '../../e2e/support/outside.js';
import { until } from '../../support/until.js';

export const SIZE = 100;
const LANES = 4;
/** What the press channel sends at once to one outlet: so many mails can be cut off by a kill. */
const RADIO_AT_ONCE = 4;
export const PLACES = ['wanghe', 'lobby-1', 'tv', 'wechat', 'city-news', 'radio'];

export interface People {
  clerk: Member;
  reviewer: Member;
  administrator: Member;
}

export const titleOf = (number: number): string => `关于第 ${number} 号公厕改造期间暂停开放的通告`;
const isOurs = (title: string): boolean => title.includes('号公厕改造');

const times = (all: readonly string[]): Record<string, number> =>
  all.reduce<Record<string, number>>((counts, one) => ({ ...counts, [one]: (counts[one] ?? 0) + 1 }), {});
const once = Object.fromEntries(Array.from({ length: SIZE }, (_, index) => [titleOf(index + 1), 1]));

/** A hundred announcements for six places, and what has become of them in the hub and outside. */
export class Hundred {
  constructor(
    private readonly people: People,
    /** Ids by short name. */
    private readonly targets: ReadonlyMap<string, string>,
    private readonly outside: Outside,
  ) {}

  async approve(number: number, places: readonly string[]): Promise<string> {
    const { clerk, reviewer } = this.people;
    const { id, draft } = await clerk.draft({
      title: titleOf(number),
      category: '通知公告',
      body: `<p>第 ${number} 号公厕将于本周改造，期间暂停开放，请就近使用其他公厕。</p>`,
      targetIds: places.map((slug) => this.targets.get(slug) ?? ''),
    });
    const { versionId } = await clerk.submit(id, draft.revision);
    await reviewer.approve(versionId);
    return versionId;
  }

  /** Raises WeChat's daily limits, the drill's and those that the hub counts by. */
  async raiseWechatLimits(): Promise<void> {
    process.stderr.write(
      `WeChat's daily limits are raised for this run: true ones end at ${SIZE} articles a day\n`,
    );
    await this.outside.raiseWechatLimits(1_000_000);
    await this.setWechatQuotas(1_000_000);
  }

  /** The hub's own count of WeChat's calls; the drill has one of its own. */
  async setWechatQuotas(limit: number | undefined): Promise<void> {
    const { administrator } = this.people;
    const id = this.targets.get('wechat') ?? '';
    const { quotas, ...settings } = await settingsOf(administrator, id);
    const names = Object.keys(z.record(z.string(), z.number()).parse(quotas));
    const raised = limit === undefined ? {} : Object.fromEntries(names.map((name) => [name, limit]));
    const answer = await administrator.call('PATCH', `/targets/${id}`, {
      settings: { ...settings, quotas: raised },
    });
    if (answer.status !== 200) throw new Error(answer.text);
  }

  /** Releases all of them for one moment soon, and waits until the first are on WeChat but not all. */
  async begin(): Promise<void> {
    const { clerk } = this.people;
    const numbers = Array.from({ length: SIZE }, (_, index) => index + 1);
    const versions = await inLanes(numbers, LANES, (number) => this.approve(number, PLACES));
    const publishAt = new Date(Date.now() + 5_000).toISOString();
    const targetIds = PLACES.map((slug) => this.targets.get(slug) ?? '');
    await inLanes(versions, LANES, (versionId) => clerk.release(versionId, { targetIds, publishAt }));
    const done = (counts: Record<string, number>, slug: string): number =>
      (counts[`${slug}:live`] ?? 0) + (counts[`${slug}:accepted`] ?? 0);
    const counts = await until(
      () => this.states(),
      (now) => done(now, 'wechat') >= 5,
      { withinMs: 60_000 },
    );
    expect(done(counts, 'wechat')).toBeLessThan(SIZE);
  }

  /**
   * Waits until each has come to each place, and asks the places whether it came once. A mail whose sending was cut off
   * leaves no trace that could be read back: it waits, never sent again on a guess.
   */
  async settle(): Promise<void> {
    const settled = {
      'city-news:accepted': SIZE,
      'lobby-1:accepted': SIZE,
      'tv:live': SIZE,
      'wanghe:live': SIZE,
      'wechat:live': SIZE,
    };
    const uncertain = (counts: Record<string, number>): number =>
      (counts['radio:sending'] ?? 0) + (counts['radio:unconfirmed'] ?? 0);
    const isSettled = (counts: Record<string, number>): boolean =>
      Object.entries(settled).every(([key, count]) => counts[key] === count) &&
      (counts['radio:accepted'] ?? 0) + uncertain(counts) === SIZE;
    const after = await until(() => this.states(), isSettled, { withinMs: 600_000, everyMs: 500 });
    expect(uncertain(after)).toBeLessThanOrEqual(RADIO_AT_ONCE);
    await this.expectOnceOutside(uncertain(after));
  }

  private async expectOnceOutside(uncertain: number): Promise<void> {
    const { articles } = await this.outside.wechat();
    expect(times(articles.map(({ title }) => title).filter(isOurs))).toEqual(once);
    const mails = (await this.outside.mails()).filter(({ subject }) => isOurs(subject));
    expect(Object.values(times(mails.map(({ to, messageId }) => `${to} ${messageId}`)))).toEqual(
      Array.from(mails, () => 1),
    );
    const perContact = Object.values(times(mails.map(({ to }) => to)));
    expect(perContact.length).toBeGreaterThan(0);
    for (const count of perContact) {
      expect(count).toBeLessThanOrEqual(SIZE);
      expect(count).toBeGreaterThanOrEqual(SIZE - uncertain);
    }
  }

  /** How many deliveries of each place stand in each state, e.g. `wechat:live`. */
  private async states(): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    const slugs = new Map([...this.targets].map(([slug, id]) => [id, slug]));
    for (const { targetId, state } of (await this.rows()).flatMap((row) => row.deliveries)) {
      const key = `${slugs.get(targetId) ?? ''}:${state}`;
      counts[key] = (counts[key] ?? 0) + 1;
    }
    return counts;
  }

  private async rows(): Promise<AnnouncementRow[]> {
    return (await this.people.clerk.wholeBoard()).filter((row) => isOurs(row.title));
  }
}
