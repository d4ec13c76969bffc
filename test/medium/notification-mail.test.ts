import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { sql } from 'kysely';
import type { Channel } from '../../src/contract/channel.js';
import type { SetMailServer } from '../../src/contract/api.js';
import { Mailer, MailServers, NotificationMails } from '../../src/notifications/index.js';
import { newId } from '../../src/platform/ids.js';
import { anOffice, aVersion, type TestOffice } from '../factories/office.js';
import { sinkChannel } from '../support/sink-channel.js';
import { open, receiver, type Taken } from '../support/smtp.js';
import { startTestHub, type TestHub } from '../support/test-hub.js';
import { createTestDatabase } from './support/database.js';

jest.setTimeout(30_000);

let hub: TestHub;
let port: number;
let taken: Taken[];
let refuse: { code: number; words: string } | undefined;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ port, taken } = await receiver({
    onRcptTo: (_, __, done) =>
      done(refuse && Object.assign(new Error(refuse.words), { responseCode: refuse.code })),
  }));
  const database = await createTestDatabase();
  hub = await startTestHub({
    appUrl: database.appUrl,
    ownerUrl: database.ownerUrl,
    channels: new Map([['sink', sinkChannel() as unknown as Channel]]),
    roles: 'web',
    origins: [`smtp://127.0.0.1:${String(port)}`],
  });
  close = async () => {
    await hub.stop();
    await database.drop();
    for (const end of open.splice(0).reverse()) await end();
  };
});
afterAll(() => close());
beforeEach(() => {
  taken.length = 0;
  refuse = undefined;
});

const servers = () => hub.app.get(MailServers, { strict: false });
const mails = () => hub.app.get(NotificationMails, { strict: false });
const round = () => hub.app.get(Mailer, { strict: false }).round();

const server = (more: Partial<SetMailServer> = {}): SetMailServer => ({
  host: '127.0.0.1',
  port,
  security: 'none',
  senderName: '望河通播',
  senderAddress: 'notification@wanghe.example',
  consoleUrl: 'https://tongbo.example',
  ...more,
});

/** An office with a mail server, whose clerk wants to hear by mail of what failed. */
async function anOfficeWithMail(): Promise<TestOffice> {
  const office = await anOffice(hub);
  await servers().set(office.callers.administrator, server());
  await mails().set(office.callers.clerk, {
    address: 'clerk@wanghe.example',
    kinds: ['delivery.failed', 'review.returned'],
  });
  return office;
}

/** The clerk is told that an announcement failed, or of something else. */
async function told(office: TestOffice, kind: 'delivery.failed' | 'task.open' = 'delivery.failed') {
  const { announcementId } = await aVersion(hub, office, [], { body: '<p>绝不外传。</p>' });
  await hub.db
    .insertInto('notification')
    .values({
      ...{ id: newId(), office_id: office.id, member_id: office.callers.clerk.memberId, kind },
      ...{ about: announcementId, announcement_id: announcementId, at: sql<Date>`hub_now()` },
      subject_id: newId(),
    })
    .execute();
  return announcementId;
}
const turnComes = (office: TestOffice) =>
  sql`update notification_mail set next_at = hub_now() where office_id = ${office.id}`.execute(hub.db);

describe('a member who asked for it', () => {
  it('is told by one mail with title and link, and of nothing else', async () => {
    const office = await anOfficeWithMail();
    const failed = [await told(office), await told(office)];
    await told(office, 'task.open');
    await round();
    await round();
    expect(taken).toHaveLength(1);
    const [{ mail, to } = { mail: undefined, to: [] }] = taken;
    expect(to).toEqual(['clerk@wanghe.example']);
    expect(mail?.subject).toBe('【通播】2 条新通知');
    for (const id of failed) expect(mail?.text).toContain(`https://tongbo.example/announcements/${id}`);
    expect(mail?.text).toContain('《关于测试的通告》');
    expect(mail?.text).not.toContain('绝不外传');
    expect(mail?.text).not.toContain('人工办理');
  });

  it('is written to again only after a while, and then of what is new alone', async () => {
    const office = await anOfficeWithMail();
    await told(office);
    await round();
    const second = await told(office);
    await round();
    expect(taken).toHaveLength(1);
    await turnComes(office);
    await round();
    expect(taken).toHaveLength(2);
    expect(taken[1]?.mail.subject).toBe('【通播】1 条新通知');
    expect(taken[1]?.mail.text).toContain(second);
    await turnComes(office);
    await round();
    expect(taken).toHaveLength(2);
  });

  it('is written to once, however many processes are at it', async () => {
    const office = await anOfficeWithMail();
    await told(office);
    await Promise.all([round(), round(), round(), round()]);
    expect(taken).toHaveLength(1);
  });

  it('is written to later when the server refuses, and not for ever', async () => {
    const office = await anOfficeWithMail();
    await told(office);
    refuse = { code: 451, words: 'try again later' };
    await round();
    expect((await servers().view(office.callers.administrator)).last).toMatchObject({ ok: false });
    refuse = undefined;
    await round();
    expect(taken).toHaveLength(0);
    await turnComes(office);
    await round();
    expect(taken).toHaveLength(1);
    await told(office);
    refuse = { code: 550, words: 'no such mailbox' };
    for (let times = 0; times < 8; times += 1) {
      await turnComes(office);
      await round();
    }
    refuse = undefined;
    await turnComes(office);
    await round();
    expect(taken).toHaveLength(1);
  });

  it('and who did not, or does not any more, is not', async () => {
    const office = await anOfficeWithMail();
    const { clerk, reviewer } = office.callers;
    expect(await mails().view(reviewer)).toMatchObject({ available: true, address: '', kinds: [] });
    await mails().set(clerk, { address: 'clerk@wanghe.example', kinds: [] });
    await told(office);
    await round();
    expect(taken).toEqual([]);
    expect(await mails().view(clerk)).toMatchObject({ address: '', kinds: [] });
  });
});

describe('the office’s mail server', () => {
  it('is tested by a message, and gone when it is taken away', async () => {
    const office = await anOfficeWithMail();
    const { administrator, clerk } = office.callers;
    const view = await servers().test(administrator, 'boss@wanghe.example');
    expect(view.last).toMatchObject({ ok: true });
    expect(taken[0]?.to).toEqual(['boss@wanghe.example']);
    await servers().remove(administrator);
    expect(await servers().view(administrator)).toEqual({});
    expect(await mails().view(clerk)).toMatchObject({ available: false });
    await told(office);
    await round();
    expect(taken).toHaveLength(1);
  });

  it('keeps its password for itself: no other server, no other account, no view, no ledger', async () => {
    const office = await anOffice(hub);
    const { administrator } = office.callers;
    const set = (more: Partial<SetMailServer>) => servers().set(administrator, server(more));
    expect(await set({ user: 'notification', password: 'geheim-7788' })).toMatchObject({
      server: { hasPassword: true },
    });
    expect(await set({ user: 'notification', senderName: '望河' })).toMatchObject({
      server: { hasPassword: true },
    });
    const passwordOf = async () => (await servers().of(office.id))?.server.password;
    expect(await passwordOf()).toBe('geheim-7788');
    expect(await set({ user: 'notification', host: 'mail.else.example' })).toMatchObject({
      server: { hasPassword: false },
    });
    await set({ user: 'notification', password: 'geheim-7788' });
    await set({ user: 'somebody' });
    expect(await passwordOf()).toBeUndefined();
    await set({ user: 'notification', password: 'geheim-7788' });
    const { rows } = await sql`
      select m.password, e.data from mail_server m join ledger_entry e using (office_id)
      where m.office_id = ${office.id}`.execute(hub.db);
    expect(rows.length).toBeGreaterThan(5);
    expect(JSON.stringify([rows, await servers().view(administrator)])).not.toContain('geheim-7788');
  });
});
