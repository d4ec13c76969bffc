import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { simpleParser, type ParsedMail } from 'mailparser';
import type { VersionView } from '../../src/contract/channel.js';
import { loadChannel, type Found } from '../../test/conformance/support/found.js';
import { Harness } from '../../test/conformance/support/harness.js';
import { Delivery } from '../../test/conformance/support/play.js';
import { openDrill, type Drill } from './drill/server.js';
import { PressError } from './errors.js';
import { signNotice } from './signature.js';

const DESK = 'desk@daily.drill.example';
const PHOTO = 'photo@daily.drill.example';
const found = await loadChannel('press');
let drill: Drill;
let harness: Harness;

/** The harness with a mailbox that the test can turn. */
const withDrill: Found = {
  ...found,
  openOutside: async ({ baseUrl = '', folder, now }) => {
    drill = await openDrill(
      { dataDir: folder, hubPublicUrl: new URL(baseUrl).origin },
      { now, bounceAddress: () => `${baseUrl}/bounce` },
    );
    return {
      settings: { ...drill.targets['daily'] },
      origins: [`smtp://${drill.smtp.host}:${String(drill.smtp.port)}`],
      snapshot: () => Promise.resolve(null),
      complete: () => Promise.resolve(),
      close: () => drill.close(),
    };
  },
};
beforeEach(async () => {
  harness = await Harness.open(withDrill);
});
afterEach(() => harness.close());

const version = (name: string): VersionView => {
  const one = found.versions.find(([known]) => known === name);
  if (!one) throw new Error(name);
  return one[1];
};
const delivery = (name = 'policy') => Delivery.of(harness, version(name));
const mailTo = async (address: string): Promise<ParsedMail> => {
  const mail = drill.mails().findLast(({ to }) => to === address);
  if (!mail) throw new Error(`nothing arrived at ${address}`);
  return simpleParser(Buffer.from(await drill.bytes(mail.id)));
};
const linkOf = ({ text = '' }: ParsedMail): string => /https?:\/\/\S+\/p\/\S+/.exec(text)?.[0] ?? '';
const reports = (one: Delivery) => harness.targetContext().reports(one.item.key);
const pickup = (one: Delivery, answers: Record<string, string>) =>
  harness.targetContext().wake(one.item.key, {
    id: JSON.stringify(answers),
    message: { person: { member: 'm', answers: { result: 'published', ...answers } } },
  });
const minutes = (count: number) => (harness.now = new Date(harness.now.getTime() + count * 60_000));

describe('a pack', () => {
  test('reaches each contact under a link of its own, embargoed until the release’s time', async () => {
    harness.now = new Date('2026-11-23T00:30:00.000Z');
    const one = await delivery();
    await one.deliver();
    const [desk, photo] = [await mailTo(DESK), await mailTo(PHOTO)];
    expect(desk.subject).toBe('【演练】【禁发】关于印发《望河区户外招牌设置管理办法》的通知');
    expect(desk.text).toContain('禁发至 2026年11月23日10:30');
    expect(desk.replyTo?.value[0]?.address).toBe('liaison@wanghe.example');
    expect(linkOf(desk)).not.toBe(linkOf(photo));
    expect(await one.verify()).toMatchObject({ is: 'pending' });
    const page = await fetch(linkOf(desk));
    const html = await page.text();
    expect([page.status, page.headers.get('cache-control'), page.headers.get('x-robots-tag')]).toEqual([
      200,
      'no-store',
      'noindex, nofollow, noarchive',
    ]);
    expect(html).toContain('禁发至 2026年11月23日10:30');
    expect(html).toContain('要闻编辑部');
    expect(html).not.toContain('视觉编辑部');
  });

  test('tells who opened it, once a minute however often', async () => {
    const one = await delivery();
    await one.deliver();
    const link = linkOf(await mailTo(DESK));
    await fetch(link, { method: 'HEAD' });
    expect(await reports(one)).toEqual([]);
    await fetch(link);
    await fetch(link);
    minutes(1);
    await fetch(link);
    expect((await reports(one)).map(({ message }) => message)).toEqual(
      [1, 2].map(() =>
        expect.objectContaining({
          words: { zh: '要闻编辑部 打开了资料包', en: '要闻编辑部 opened the pack' },
        }),
      ),
    );
  });

  test('gives its pictures at full size, shown and saved, and nothing else', async () => {
    const one = await delivery();
    await one.deliver();
    const link = linkOf(await mailTo(DESK));
    const [, src = ''] = /<img src="([^"]+)"/.exec(await (await fetch(link)).text()) ?? [];
    const [picture] = version('policy').pictures;
    const shown = await fetch(src);
    expect([shown.headers.get('content-type'), (await shown.arrayBuffer()).byteLength]).toEqual([
      'image/jpeg',
      picture?.size,
    ]);
    expect((await fetch(`${src}?save`)).headers.get('content-disposition')).toMatch(
      /^attachment; .*UTF-8''%E6/,
    );
    for (const other of [
      `${link}/f/${'0'.repeat(64)}.jpg`,
      `${link}/f/..%2f..%2fsecret.txt`,
      `${link}/x`,
      link.slice(0, -1),
    ])
      expect((await fetch(other)).status).toBe(404);
  });
});

describe('the outlet’s mail server', () => {
  test('refuses all: failed, in its words', async () => {
    await drill.setFault(DESK, 'refuse');
    await drill.setFault(PHOTO, 'refuse');
    const one = await delivery();
    await one.deliver();
    expect(await one.verify()).toMatchObject({
      is: 'failed',
      reason: expect.stringMatching(/要闻编辑部.*no such mailbox.*视觉编辑部/),
    });
  });

  test('refuses one: a person is told whom, and the others have it', async () => {
    await drill.setFault(PHOTO, 'refuse');
    const one = await delivery();
    await one.deliver();
    const seen = await one.verify();
    expect(seen).toMatchObject({ is: 'pending', person: { kind: 'press_undelivered' } });
    expect(JSON.stringify(seen)).toContain('no such mailbox');
    expect(JSON.stringify(seen)).not.toContain('要闻编辑部');
    await harness.targetContext().wake(one.item.key, {
      id: 'a',
      message: { person: { member: 'm', task: 'press_undelivered', answers: { handled: 'yes' } } },
    });
    expect(await one.verify()).not.toHaveProperty('person');
  });

  test('greylists one: it alone is tried again, not before the server’s time', async () => {
    await drill.setFault(DESK, 'greylist');
    const one = await delivery();
    const error = await one.deliver().catch((thrown: unknown) => thrown);
    if (!(error instanceof PressError)) throw error;
    const classified = harness.channel.classify(error);
    expect(classified).toMatchObject({
      verdict: 'retry',
      notBefore: new Date(harness.now.getTime() + 300_000),
    });
    expect(drill.mails().map(({ to }) => to)).toEqual([PHOTO]);
    one.steps.forgetUnfinished();
    minutes(6);
    await one.deliver();
    expect(drill.mails().map(({ to }) => to)).toEqual([PHOTO, DESK]);
  });

  test('loses the answer: nothing is sent again, and a person is asked about that contact', async () => {
    await drill.setFault(DESK, 'drop');
    const one = await delivery();
    await one.deliver();
    await one.deliver();
    expect(drill.mails().filter(({ to }) => to === DESK)).toHaveLength(1);
    expect(await one.verify()).toMatchObject({
      is: 'pending',
      person: { facts: [{ address: DESK, kind: 'uncertain' }] },
    });
    await fetch(linkOf(await mailTo(DESK)));
    expect(await one.verify()).not.toHaveProperty('person');
  });

  test('takes it and sends it back: the signed notice makes a task, a forged or old one does not', async () => {
    await drill.setFault(DESK, 'bounce');
    const one = await delivery();
    await one.deliver();
    await drill.tellBounces();
    expect(await one.verify()).toMatchObject({
      is: 'pending',
      person: { facts: [{ address: DESK, kind: 'bounced' }] },
    });
    const messageId = drill.mails().find(({ to }) => to === PHOTO)?.messageId;
    const body = JSON.stringify({ messageId, status: '5.1.1' });
    const secret = drill.targets['daily']?.bounceSecret ?? '';
    const time = String(harness.now.getTime() / 1000);
    const tell = async (headers: Record<string, string>) => {
      const request = new Request(`${harness.baseUrl ?? ''}/bounce`, { method: 'POST', body, headers });
      return (await harness.serve(request)).status;
    };
    const old = String(Number(time) - 400);
    expect(await tell({})).toBe(401);
    expect(await tell({ 'x-press-time': time, 'x-press-signature': signNotice(time, body, 'wrong') })).toBe(
      401,
    );
    expect(await tell({ 'x-press-time': old, 'x-press-signature': signNotice(old, body, secret) })).toBe(401);
    expect((await one.verify()).is).toBe('pending');
    expect(await tell({ 'x-press-time': time, 'x-press-signature': signNotice(time, body, secret) })).toBe(
      202,
    );
    expect(await one.verify()).toMatchObject({ is: 'failed' });
  });
});

describe('a pickup', () => {
  test('makes it live; before the embargo’s end it is a breach', async () => {
    const one = await delivery();
    await one.deliver();
    await pickup(one, { edition: '2版', at: '2026-11-23T10:29:59+08:00' });
    expect(await one.verify()).toMatchObject({
      is: 'live',
      receipt: { state: 'done', data: { breach: true, pickups: [{ edition: '2版', breach: true }] } },
    });
  });

  test('with an address is looked at: an error page makes a task, the text makes it live', async () => {
    const one = await delivery();
    await one.deliver();
    // The public listener answers 404 here, as a mistyped address would.
    await pickup(one, { url: `${harness.listener.origin}/nowhere` });
    expect(await one.verify()).toMatchObject({ is: 'pending', person: { kind: 'press_pickup_check' } });
    const url = linkOf(await mailTo(DESK));
    await pickup(one, { url });
    expect(await one.verify()).toMatchObject({ is: 'live', receipt: { url } });
  });

  test('that says “not used” ends it as refused, with no doubt about who', async () => {
    const one = await delivery();
    await one.deliver();
    await pickup(one, { result: 'declined' });
    expect(await one.verify()).toEqual({ is: 'failed', reason: '该媒体答复不采用' });
  });
});

describe('what comes after', () => {
  test('a correction goes to who had it, with what changed, and waits for each acknowledgement', async () => {
    await drill.setFault(PHOTO, 'refuse');
    const before = await delivery();
    await before.deliver();
    await drill.setFault(PHOTO, undefined);
    const after = await delivery('policy-corrected');
    await after.updateFrom(before);
    const [desk, photo] = [await mailTo(DESK), await mailTo(PHOTO)];
    expect(desk.subject).toContain('【更正】');
    expect(desk.text).toContain('外挑宽度不得超过[-1.2-]{+1.5+}米。');
    expect(photo.subject).not.toContain('更正');
    const link = linkOf(desk);
    expect(await (await fetch(link)).text()).toContain('<ins class="added">1.5</ins>');
    expect((await after.verify('update')).is).toBe('pending');
    expect((await fetch(`${link}/ack?of=v1`, { method: 'POST' })).status).toBe(409);
    minutes(61);
    expect(await after.verify('update')).toMatchObject({
      person: { kind: 'press_correction', facts: [{ address: DESK }] },
    });
    await fetch(`${link}/ack?of=v2`, { method: 'POST' });
    expect((await after.verify('update')).is).toBe('live');
    expect(await harness.channel.readers?.(after.item, harness.targetContext())).toMatchObject([
      { name: '要闻编辑部', asked: true, acknowledgedAt: expect.any(String) },
      { name: '视觉编辑部', asked: false },
    ]);
  });

  test('a recall closes the link at once, asks everybody, and stays with a person until all have answered', async () => {
    const one = await delivery();
    await one.deliver();
    const link = linkOf(await mailTo(DESK));
    const [, src = ''] = /<img src="([^"]+)"/.exec(await (await fetch(link)).text()) ?? [];
    await one.recall();
    expect((await mailTo(DESK)).subject).toBe(
      '【演练】【撤回】请勿刊发：关于印发《望河区户外招牌设置管理办法》的通知',
    );
    const page = await fetch(link);
    expect([page.status, (await fetch(src)).status]).toEqual([410, 410]);
    expect(await page.text()).toContain('请勿刊发');
    expect(await one.verify('recall')).toMatchObject({
      is: 'pending',
      person: { kind: 'press_recall', facts: { waiting: [{}, {}] } },
    });
    await fetch(`${link}/ack?of=recall`, { method: 'POST' });
    expect(await one.verify('recall')).toMatchObject({
      person: { facts: { waiting: [{ address: PHOTO }] } },
    });
    await harness.targetContext().wake(one.item.key, {
      id: 'a',
      message: { person: { member: 'm', task: 'press_recall', answers: { handled: 'yes' } } },
    });
    expect(await one.verify('recall')).toEqual({ is: 'gone' });
  });
});
