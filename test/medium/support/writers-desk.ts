import pg from 'pg';
import { io, type Socket } from 'socket.io-client';
import {
  AnnouncementDetail,
  PenView,
  RevisionDetail,
  RevisionList,
  VersionDetail,
  type DraftFields,
} from '../../../src/contract/api.js';
import { newId } from '../../../src/platform/ids.js';
import { aMember } from '../leaks/members.js';
import { startIntakeHub, type IntakeHub } from './intake-hub.js';
import type { Answer, Visitor } from './web-hub.js';

/** A person with a page of the editor open. */
export interface WritersPage {
  who: Visitor;
  tab: string;
}

export const api = '/api/v1/announcements';
export const code = ({ status, json }: Answer): [number, unknown] => [status, json['code']];
export const page = (who: Visitor): WritersPage => ({ who, tab: newId() });

/** Two clerks and two reviewers of one office, and a clerk of another. */
type Writers = Record<'zhang' | 'li' | 'reviewer' | 'second' | 'stranger', Visitor>;

/** An office in which several people write, and what they do. */
export class WritersDesk {
  private constructor(
    readonly hub: IntakeHub,
    readonly people: Writers,
    private readonly target: string,
  ) {}

  static async open(): Promise<WritersDesk> {
    const hub = await startIntakeHub();
    const { id: other } = await hub.db
      .selectFrom('office')
      .select('id')
      .where('id', '<>', hub.officeId)
      .executeTakeFirstOrThrow();
    const people = {
      zhang: await hub.signedIn('clerk'),
      li: await aMember(hub, hub.officeId, 'second.clerk', ['clerk']),
      reviewer: await hub.signedIn('reviewer'),
      second: await aMember(hub, hub.officeId, 'second.reviewer', ['reviewer']),
      stranger: await aMember(hub, other, 'stranger', ['clerk']),
    };
    return new WritersDesk(hub, people, await hub.target());
  }

  async aDraft(wish: Partial<DraftFields> = {}): Promise<AnnouncementDetail> {
    const fields = { title: '关于测试的通告', body: '<p>甲。</p>', category: '通知公告' };
    const body = { ...fields, targetIds: [this.target], ...wish };
    return AnnouncementDetail.parse((await this.people.zhang.call('POST', api, { body })).json);
  }

  async detail(id: string): Promise<AnnouncementDetail> {
    return AnnouncementDetail.parse((await this.people.zhang.call('GET', `${api}/${id}`)).json);
  }

  /** Writes another text over the newest one. */
  async write({ who, tab }: WritersPage, id: string, body: string): Promise<Answer> {
    const { draft } = await this.detail(id);
    return who.call('PUT', `${api}/${id}/draft`, { body: { ...draft, body: `<p>${body}</p>`, tab } });
  }

  async submit(id: string, revision: number): Promise<void> {
    fine(await this.people.zhang.call('POST', `${api}/${id}/submit`, { body: { revision } }));
  }

  /** The reviewer returns a version. */
  async sendBack(versionId: string): Promise<void> {
    const path = `/api/v1/versions/${versionId}`;
    const { reviewer } = this.people;
    const { hash, renditions } = VersionDetail.parse((await reviewer.call('GET', path)).json);
    const body = {
      ...{ verdict: 'return', opinion: '请补充依据', versionHash: hash },
      renditionHashes: Object.fromEntries(renditions.map((one) => [one.targetId, one.hash])),
    };
    fine(await reviewer.call('POST', `${path}/decisions`, { body }));
  }

  async history(id: string): Promise<RevisionList> {
    return RevisionList.parse((await this.people.zhang.call('GET', `${api}/${id}/revisions`)).json);
  }

  async textOf(id: string, revision: string): Promise<string> {
    const { json } = await this.people.zhang.call('GET', `${api}/${id}/revisions/${revision}`);
    return RevisionDetail.parse(json).fields.body;
  }

  /** What was kept, newest first. */
  async texts(id: string): Promise<string[]> {
    const { items } = await this.history(id);
    return Promise.all(items.map((revision) => this.textOf(id, revision.id)));
  }

  /** A page's socket, and what it hears. */
  async listen({ cookie = '' }: Visitor): Promise<[Socket, unknown[]]> {
    const socket = io(`${this.hub.url}/live`, {
      ...{ transports: ['websocket'], reconnection: false, forceNew: true },
      extraHeaders: { origin: this.hub.url, cookie },
    });
    const heard: unknown[] = [];
    socket.on('changedV1', (event) => heard.push(event));
    await new Promise<void>((resolve) => socket.once('connect', resolve));
    return [socket, heard];
  }

  async asOwner(statement: string, values: unknown[] = []): Promise<void> {
    const client = new pg.Client({ connectionString: this.hub.database.ownerUrl });
    await client.connect();
    try {
      await client.query(statement, values);
    } finally {
      await client.end();
    }
  }

  /** Runs `work` while the database's clock is ahead. */
  async later<T>(ms: number, work: () => Promise<T>): Promise<T> {
    const head = 'create or replace function hub_now() returns timestamptz language sql stable parallel safe';
    await this.asOwner(`${head} as $$ select clock_timestamp() + interval '${ms} milliseconds' $$`);
    try {
      return await work();
    } finally {
      await this.asOwner(`${head} as $$ select clock_timestamp() $$`);
    }
  }
}

export async function beat({ who, tab }: WritersPage, id: string, more: object = {}): Promise<PenView> {
  const body = { tab, idleMs: 0, ...more };
  return PenView.parse((await who.call('PUT', `${api}/${id}/pen`, { body })).json);
}

export async function pen(
  { who, tab }: WritersPage,
  id: string,
  what: 'ask' | 'answer',
  more: object = {},
): Promise<PenView> {
  return PenView.parse((await who.call('POST', `${api}/${id}/pen/${what}`, { body: { tab, ...more } })).json);
}

export const leave = ({ who, tab }: WritersPage, id: string): Promise<Answer> =>
  who.call('POST', `${api}/${id}/pen/leave`, { body: { tab } });

function fine({ status, text }: Answer): void {
  if (status >= 300) throw new Error(`${status} ${text}`);
}
