import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Priority } from '../../src/contract/values.js';
import { newId } from '../../src/platform/ids.js';
import type { Dice } from '../chaos/plan/dice.js';
import { ScreenHub } from '../medium/support/screen-hub.js';
import type { Pace } from './inside/hasten.js';

interface Shown {
  key: string;
  until?: number | undefined;
}

/** So many items are held up at any time: with more or fewer of them the heap would be another one. */
const held = 6;
const panel = { diagonalInches: 43, distanceMetres: 3, dwellSeconds: 4 };

/** The hub with an office whose notices begin, end, are taken back and replaced all the time. */
export class Office {
  private items: Shown[] = [];
  private shown = 0;
  private emergency: { key: string; until: number } | undefined;

  private constructor(
    readonly at: ScreenHub,
    private readonly dice: Dice,
    private readonly pace: Pace,
    private readonly tell: (key: string, until: number) => void,
  ) {}

  /** `tell` hears when an item's time will be over. */
  static async open(dice: Dice, pace: Pace, tell: (key: string, until: number) => void): Promise<Office> {
    const at = await ScreenHub.start();
    await hastenHub(at.hub.database.ownerUrl, pace);
    await at.db
      .updateTable('target')
      .set({ settings: JSON.stringify(panel) })
      .where('id', '=', at.group)
      .execute();
    const office = new Office(at, dice, pace, tell);
    while (office.items.length < held) await office.show();
    return office;
  }

  get changes(): number {
    return this.shown;
  }

  /** One change: what is over is replaced, else one is taken back and another one shown. */
  async change(): Promise<void> {
    const now = this.now();
    const over = this.items.filter(({ until }) => until !== undefined && until <= now);
    this.items = this.items.filter((item) => !over.includes(item));
    if (this.emergency && this.emergency.until <= now) await this.endEmergency(this.emergency.key);
    if (over.length === 0) await this.retractOne();
    while (this.items.length < held) await this.show();
    if (!this.emergency && this.dice.chance(0.04)) await this.beginEmergency(now);
  }

  async close(): Promise<void> {
    await this.at.close();
  }

  private now(): number {
    return this.pace.began + (Date.now() - this.pace.began) * this.pace.speed;
  }

  private async retractOne(): Promise<void> {
    const item = this.dice.pick(this.items);
    this.items = this.items.filter((one) => one !== item);
    await this.at.port().retract(item.key);
  }

  private async show(): Promise<void> {
    const until = this.dice.chance(0.35) ? this.now() + this.dice.whole(30_000, 240_000) : undefined;
    const key = await this.commit(this.dice.chance(0.2) ? 'urgent' : 'routine', until);
    this.items.push({ key, until });
  }

  private async beginEmergency(now: number): Promise<void> {
    this.emergency = { key: await this.commit('emergency'), until: now + 20_000 };
  }

  private async endEmergency(key: string): Promise<void> {
    this.emergency = undefined;
    await this.at.port().retract(key);
  }

  private async commit(priority: Priority, until?: number): Promise<string> {
    const key = newId();
    this.shown += 1;
    const text = JSON.stringify({ document: this.slides(this.shown), assets: [] });
    const renditionHash = await this.at.blobs.put(text);
    if (until !== undefined) this.tell(key, until);
    const publishedAt = new Date(this.now());
    await this.at.port().show({
      key,
      renditionHash,
      assets: [],
      publishedAt,
      until: until === undefined ? undefined : new Date(until),
      priority,
    });
    return key;
  }

  /** Of one to three pages. */
  private slides(number: number) {
    const paragraphs = this.dice.whole(1, 9);
    return {
      format: 'slides.v1',
      category: '通知公告',
      issuer: '明川市望河区供水服务中心',
      title: `关于第${String(number)}号养护作业的公告`,
      permalink: `http://localhost:3001/n/${randomUUID()}`,
      published: '2026-11-26',
      blocks: Array.from({ length: paragraphs }, (_, n) => ({
        kind: 'paragraph',
        runs: [
          {
            text: `${String(n + 1)}. 滨河路、柳林街沿线各小区及沿街商户，请提前做好储水准备，作业结束后先放水至清澈再使用。`,
          },
        ],
      })),
    };
  }
}

/** The database's clock runs as the pages' do. */
async function hastenHub(ownerUrl: string, { began, speed }: Pace): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(
      `create or replace function hub_now() returns timestamptz language sql stable parallel safe as
       $$ select to_timestamp(${String(began / 1000)} + (extract(epoch from clock_timestamp()) - ${String(began / 1000)}) * ${String(speed)}) $$`,
    );
  } finally {
    await client.end();
  }
}
