import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { canonicalJson } from '../../src/platform/hash.js';
import type { Shelf } from '../../src/platform/storage/shelf.js';
import { SHELF } from '../../src/platform/storage/shelf.js';
import { HealthRegistry } from '../../src/platform/health/index.js';
import { PublicSite } from '../../src/platform/web/index.js';
import { AnchorBook } from '../../src/record/anchors/anchor-book.js';
import { Anchoring } from '../../src/record/anchors/anchoring.js';
import type { Receipt } from '../../src/record/receipt/receipts.service.js';
import { verifyLedger } from '../../src/record/index.js';
import { until } from '../support/until.js';
import { DeskHub } from './support/desk-hub.js';
import type { Answer, Visitor } from './support/web-hub.js';

let desk: DeskHub;
let clerk: Visitor;
let folder: string;
let announcementId: string;
let target: string;
beforeAll(async () => {
  desk = await DeskHub.start();
  folder = await mkdtemp(join(tmpdir(), 'hub-receipt-'));
  clerk = await desk.hub.signedIn('clerk');
  const settings = { where: '政务大厅', key: 'a-long-enough-key', drill: true };
  target = (await desk.target(await desk.hub.signedIn('administrator'), 'carry', settings)).id;
  const made = await desk.release([target], { title: '关于凭证的通告' });
  announcementId = made.announcementId;
  const { task } = await desk.story(clerk, made.deliveries[target] ?? '', (told) => told.task !== undefined);
  const answers = { url: 'https://portal.example.cn/1.html' };
  await clerk.call('POST', `/api/v1/tasks/${task?.id ?? ''}/answers`, { body: { answers } });
  await desk.story(clerk, made.deliveries[target] ?? '', ({ state }) => state === 'live');
}, 60_000);
afterAll(async () => {
  await desk.stop();
  await rm(folder, { recursive: true, force: true });
});

const download = (who: Visitor, id = announcementId): Promise<Answer> =>
  who.call('GET', `/api/v1/announcements/${id}/receipt`);
const book = (): AnchorBook => new AnchorBook(desk.hub.app.get<Shelf>(SHELF, { strict: false }));

/** Runs the script as somebody would who has nothing but Node. */
function check(...args: string[]): Promise<{ code: number; out: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['verify-receipt.mjs', ...args],
      { cwd: folder, env: {} },
      (error, out, err) => {
        resolve({ code: error === null ? 0 : Number(error.code), out: out + err });
      },
    );
  });
}

test('a receipt is downloaded at once, names who, what, where and when, and is verified by the script alone', async () => {
  const answer = await download(clerk);
  expect([answer.status, answer.headers.get('content-disposition')]).toEqual([
    200,
    expect.stringMatching(/^attachment; filename="?tongbo-receipt-\d{8}-\w+\.json"?$/),
  ]);
  const receipt = JSON.parse(answer.text) as Receipt;
  expect(canonicalJson(receipt)).toBe(answer.text);
  const { versions, deliveries } = receipt.statement;
  expect(versions).toHaveLength(1);
  expect(versions[0]?.decisions).toMatchObject([{ verdict: 'approve', hash: versions[0]?.hash }]);
  expect(deliveries).toMatchObject([
    { state: 'live', target, url: 'https://portal.example.cn/1.html', liveAt: expect.any(String) },
  ]);
  expect(receipt.names.targets).toEqual([expect.objectContaining({ id: target, channel: 'carry' })]);

  await writeFile(join(folder, 'receipt.json'), answer.text);
  const script = await clerk.call('GET', '/api/v1/receipts/verify-receipt.mjs');
  expect(script.text).toBe(await readFile('tools/verify-receipt.mjs', 'utf8'));
  await writeFile(join(folder, 'verify-receipt.mjs'), script.text);
  const good = await check('receipt.json', '--key', receipt.key.publicKey);
  expect(good).toMatchObject({ code: 0 });
  for (const word of [
    '核验通过 VERIFIED',
    '关于凭证的通告',
    '已上线 live',
    'https://portal.example.cn/1.html',
    '同意',
  ])
    expect(good.out).toContain(word);
  await writeFile(join(folder, 'bad.json'), answer.text.replace('portal.example', 'portal.exbmple'));
  expect(await check('bad.json')).toMatchObject({ code: 1 });
  expect(await check()).toMatchObject({ code: 2 });
  expect(await check('none.json')).toMatchObject({ code: 2 });
});

test('it is refused for what was never released, for another office, and while the newest entries cannot be sealed', async () => {
  const body = { title: '没有发布', body: '<p>正文</p>', category: '通知公告', targetIds: [target] };
  const draft = await clerk.call('POST', '/api/v1/announcements', { body });
  expect((await download(clerk, String(draft.json['id']))).json).toMatchObject({ code: 'wrong_state' });
  expect((await download(await desk.stranger('auditor'))).json).toMatchObject({ code: 'not_found' });
  expect((await download(await desk.hub.signedIn('liaison'))).json).toMatchObject({ code: 'forbidden' });
  const other = new pg.Client({ connectionString: desk.hub.database.appUrl });
  await other.connect();
  try {
    // A transaction that stays open: what is written behind it cannot be sealed yet.
    await other.query('begin');
    await other.query('select pg_current_xact_id()');
    await clerk.call('POST', `/api/v1/announcements/${announcementId}/recall`, { body: { reason: 'error' } });
    const refused = await download(clerk);
    expect([refused.status, refused.json['code']]).toEqual([503, 'unavailable']);
  } finally {
    await other.end();
  }
  expect((await download(clerk)).status).toBe(200);
});

test('the newest seal is anchored in a file and on the public origin, and the receipt agrees with it', async () => {
  await until(() => book().newest());
  const site = desk.hub.app.get(PublicSite, { strict: false });
  const ask = (headers: Record<string, string> = {}): Promise<Response | undefined> =>
    site.answer(new Request('https://hub.example.cn/.well-known/tongbo-seal.json', { headers }));
  const page = await ask();
  expect(page?.headers.get('cache-control')).toBe('public, max-age=30');
  const etag = page?.headers.get('etag') ?? '';
  expect((await ask({ 'if-none-match': etag }))?.status).toBe(304);
  const text = (await page?.text()) ?? '';
  await writeFile(join(folder, 'anchor.json'), text);
  await writeFile(join(folder, 'receipt.json'), (await download(clerk)).text);
  await copyFile('tools/verify-receipt.mjs', join(folder, 'verify-receipt.mjs'));
  const lines = await book().latest();
  expect(lines.map((anchor) => canonicalJson(anchor))).toContain(text);
  const { anchors, faults } = await verifyLedger(desk.hub.db, lines);
  expect([anchors.given, faults]).toEqual([lines.length, []]);
  expect(await check('receipt.json', '--key', 'anchor.json')).toMatchObject({ code: 0 });
});

test('a ledger that was cut behind its anchor turns the hub’s health red, and is not anchored again', async () => {
  const anchoring = desk.hub.app.get(Anchoring, { strict: false });
  const health = desk.hub.app.get(HealthRegistry, { strict: false });
  await anchoring.round();
  const kept = await book().newest();
  expect((await health.report('own')).parts['anchors']).toEqual({ ok: true });
  const owner = new pg.Client({ connectionString: desk.hub.database.ownerUrl });
  await owner.connect();
  try {
    await owner.query('begin; create table kept as select * from seal; delete from seal; commit');
    await anchoring.round();
    const { parts } = await health.report('own');
    expect(parts['anchors']).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/lost its seal|not the one/),
    });
    expect(await book().newest()).toEqual(kept);
    await owner.query(
      'begin; delete from seal; insert into seal select * from kept; drop table kept; commit',
    );
  } finally {
    await owner.end();
  }
  await anchoring.round();
  expect((await health.report('own')).parts['anchors']).toEqual({ ok: true });
});
