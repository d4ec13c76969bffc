import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { z } from 'zod';
import { commands } from '../../src/operate/commands.js';
import { runHub } from '../../src/operate/run.js';
import { ConfigError, parseConfig } from '../../src/platform/config/index.js';
import type { TestHub } from '../support/test-hub.js';
import { Sink } from '../support/sink-server.js';
import { until } from '../support/until.js';
import { entriesAbout, Items, json, on, type Ran } from './support/terminal.js';
import { aPlace, MovableHub, reaches, release, type Place } from './support/movable-hub.js';

jest.setTimeout(90_000);

const me = `operator:${userInfo().username}`;
let sink: Sink;
let home: MovableHub;
let hub: TestHub;
let place: Place;
let [slug, folder] = ['', ''];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hub-operate-'));
  sink = await new Sink().start();
  home = await MovableHub.make();
  hub = await home.start(sink);
  place = await aPlace(hub, sink);
  slug = `t-${place.target.id.slice(-12)}`;
});
afterAll(async () => {
  await hub.stop();
  await home.discard();
  await sink.stop();
  await rm(folder, { recursive: true, force: true });
});
afterEach(async () => {
  sink.mode = 'ok';
  sink.release();
  await hub.db.updateTable('target').set({ paused_reason: null, paused_words: null }).execute();
});

const run = (...args: string[]): Promise<Ran> => on(home, ...args);

async function listed(name: string, id: string) {
  const ran = await run('list', name, '--json');
  expect(ran.code).toBe(0);
  return Items.parse(json(ran)['items']).find((item) => item.id === id);
}

const entries = (subject: string) => entriesAbout(hub, subject);

describe('a call', () => {
  it('tells its commands, and each what it takes', async () => {
    const help = await run('help');
    expect([help.code, help.err]).toEqual([0, '']);
    for (const { name } of commands) {
      expect(help.out).toContain(`\n  ${name} `);
      const one = await run(name, '--help');
      expect([one.code, one.err]).toEqual([0, '']);
      expect(one.out).toMatch(new RegExp(`^npm run hub -- ${name}.*--json`, 's'));
    }
  });

  it.each([
    [[]],
    [['dance']],
    [['list']],
    [['list', 'everything']],
    [['list', 'dead', '--limit', 'all']],
    [['list', 'dead', '--colour']],
    [['replay', '--reason', 'x']],
    [['replay', 'not-an-id', '--reason', 'x']],
    [['replay', '01900000-0000-7000-8000-000000000000']],
    [['replay', '--all', 'open', '--target', 'x', '--reason', 'x']],
    [['replay', '--all', 'dead', '--reason', 'x']],
    [['pause', '--reason', 'x']],
    [['pause', 'x', '--reason', ' ']],
    [['resume', 'x', '--drained', '--reason', 'x']],
    [['drain', '--within', '0']],
    [['export']],
    [['import', 'a', 'b']],
    [['export', 'x']],
  ])('that is not understood ends with 2 and a sentence: %j', async (args) => {
    const plain = await run(...args);
    expect(plain.code).toBe(2);
    if (args.length === 0) return;
    expect(plain.out).toBe('');
    expect(plain.err).toMatch(/^✗ .+\n/);
    const { ok, error } = json(await run(...args, '--json'));
    expect([ok, plain.err.includes(error ?? '?')]).toEqual([false, true]);
  });

  it('with wrong settings ends with 1 and says which', async () => {
    let err = '';
    const output = { out: () => undefined, err: (text: string) => (err += text) };
    const settings = () => {
      throw new ConfigError(['PORT has to be a whole number.']);
    };
    expect(await runHub(['list', 'dead'], output, settings)).toBe(1);
    expect(err).toBe('✗ PORT has to be a whole number.\n');
  });

  it('on a folder without a hub makes none', async () => {
    let err = '';
    const output = { out: () => undefined, err: (text: string) => (err += text) };
    const data = join(folder, 'nowhere');
    expect(await runHub(['list', 'dead'], output, () => parseConfig({ HUB_DATA: data }))).toBe(1);
    expect(err).toContain(`There is no hub in ${data}`);
  });
});

describe('dead letters', () => {
  it('are listed with their reason, and go again when somebody says why', async () => {
    sink.mode = 'refuse';
    const id = await release(hub, place, '关于被拒的通告');
    await reaches(hub, place, id, 'failed');
    expect(await listed('dead', id)).toMatchObject({
      state: 'failed',
      operation: 'publish',
      target: slug,
      announcement: '关于被拒的通告',
      reason: expect.stringContaining('the headline is too bold'),
      action: `npm run hub -- replay ${id} --reason …`,
    });
    expect((await run('list', 'dead')).out).toContain(`${id}  publish failed since 20`);

    sink.mode = 'ok';
    const ran = await run('replay', id, '--reason', '标题已由对方放行', '--json');
    expect([ran.code, json(ran)]).toEqual([
      0,
      expect.objectContaining({ ok: true, replayed: 1, refused: 0 }),
    ]);
    await reaches(hub, place, id, 'live');
    expect(sink.posts.get(id)).toBe(1);
    expect(await entries(id)).toEqual(
      expect.arrayContaining([
        { kind: 'delivery.repaired', actor: me, data: { was: 'failed', note: '标题已由对方放行' } },
        expect.objectContaining({ kind: 'delivery.scheduled', actor: me }),
      ]),
    );
    expect(await listed('dead', id)).toBeUndefined();

    const again = await run('replay', id, '--reason', 'x', '--json');
    expect(again.code).toBe(1);
    expect(json(again)).toMatchObject({
      ok: false,
      refused: 1,
      results: [{ id, ok: false, why: expect.any(String) }],
    });
    const unknown = '01900000-0000-7000-8000-000000000000';
    expect(await run('replay', unknown, '--reason', 'x')).toMatchObject({
      code: 1,
      out: expect.stringContaining('there is no such delivery'),
    });
  });

  it('of one target go again together', async () => {
    sink.mode = 'refuse';
    const ids = [await release(hub, place, '关于甲的通告'), await release(hub, place, '关于乙的通告')];
    for (const id of ids) await reaches(hub, place, id, 'failed');
    sink.mode = 'ok';
    const nowhere = await run('replay', '--all', 'dead', '--target', 'nowhere', '--reason', 'x');
    expect([nowhere.code, nowhere.err]).toEqual([1, expect.stringContaining('There is no target nowhere')]);
    const ran = await run('replay', '--all', 'dead', '--target', slug, '--reason', '对方已恢复', '--json');
    expect(json(ran)).toMatchObject({ ok: true, replayed: 2 });
    for (const id of ids) await reaches(hub, place, id, 'live');
  });
});

it('what is missing is listed and goes again; what is unconfirmed is for a person', async () => {
  const id = await release(hub, place, '关于消失的通告');
  await reaches(hub, place, id, 'live');
  const state = (to: string) =>
    hub.db
      .updateTable('delivery')
      .set({ state: to as 'missing', due_at: null })
      .where('id', '=', id);
  await state('missing').execute();
  expect(await listed('missing', id)).toMatchObject({ action: `npm run hub -- replay ${id} --reason …` });
  expect((await run('replay', id, '--reason', '被误删')).code).toBe(0);
  await reaches(hub, place, id, 'live');
  expect(sink.posts.get(id)).toBe(2);

  const other = await heldWhileSending('关于查不清的通告');
  await hub.db
    .updateTable('delivery')
    .set({ state: 'unconfirmed', due_at: null })
    .where('id', '=', other)
    .execute();
  expect((await listed('unconfirmed', other))?.action).toMatch(/say in the console .*\/announcements\//);
  const refused = await run('replay', other, '--reason', 'x');
  expect([refused.code, refused.out]).toEqual([
    1,
    expect.stringContaining('a person decides in the console'),
  ]);
});

/** A delivery whose call to the outside has no answer yet. */
async function heldWhileSending(title: string): Promise<string> {
  sink.hold('POST');
  const id = await release(hub, place, title);
  await until(() => sink.held > 0);
  return id;
}

describe('a target', () => {
  it('is paused and resumed, with the reason in the ledger and on the lists', async () => {
    const ran = await run('pause', slug, '--reason', '对方机房检修', '--json');
    expect([ran.code, json(ran)]).toEqual([0, { ok: true, target: slug, paused: true }]);
    expect(await listed('paused', place.target.id)).toMatchObject({
      reason: '对方机房检修',
      action: `npm run hub -- resume ${slug} --reason …`,
    });
    expect(await run('pause', place.target.id, '--reason', 'x')).toMatchObject({
      code: 1,
      err: expect.stringContaining('is paused already: 对方机房检修'),
    });
    const id = await release(hub, place, '关于等候的通告');
    await home.ask(`update delivery set due_at = hub_now() - interval '5 minutes' where id = '${id}'`);
    expect(await listed('overdue', id)).toMatchObject({
      reason: 'the target is paused: 对方机房检修',
      action: `npm run hub -- resume ${slug} --reason …`,
    });
    expect((await run('resume', slug, '--reason', '检修完毕')).code).toBe(0);
    await reaches(hub, place, id, 'live');
    expect((await run('resume', slug, '--reason', 'x')).err).toContain('is not paused');
    expect(await entries(place.target.id)).toEqual([
      { kind: 'target.paused', actor: me, data: { reason: '对方机房检修' } },
      { kind: 'target.changed', actor: me, data: { fields: ['resume'], enabled: true, reason: '检修完毕' } },
    ]);
    expect((await run('pause', 'nowhere', '--reason', 'x')).err).toContain('There is no target nowhere');
  });

  it('is drained: nothing new starts, and what is open ends', async () => {
    const id = await heldWhileSending('关于途中的通告');
    expect(await listed('open', id)).toMatchObject({ state: 'sending' });
    const impatient = await run('drain', '--within', '1', '--json');
    expect([impatient.code, json(impatient)]).toEqual([
      1,
      expect.objectContaining({ ok: false, open: 1, paused: [slug] }),
    ]);
    const waiting = await release(hub, place, '关于之后的通告');
    const drained = run('drain', '--target', slug, '--json');
    sink.release();
    expect(json(await drained)).toMatchObject({ ok: true, open: 0, paused: [] });
    await reaches(hub, place, id, 'live');
    await reaches(hub, place, waiting, 'scheduled');
    expect(sink.posts.get(waiting)).toBeUndefined();
    const resumed = await run('resume', '--drained', '--reason', 'fertig', '--json');
    expect(json(resumed)).toMatchObject({ ok: true, targets: [slug] });
    await reaches(hub, place, waiting, 'live');
  });
});

describe('an office', () => {
  const passphraseFile = () => join(folder, 'passphrase');
  const given = () => ['--passphrase-file', passphraseFile()];

  it('is exported and imported, and the ledger is proven', async () => {
    const file = join(folder, 'office.hub');
    await writeFile(passphraseFile(), 'zu kurz\n');
    expect((await run('export', file, ...given())).err).toContain('at least 12 characters');
    await writeFile(passphraseFile(), '足够长的一句口令，用于测试\n');
    const made = await run('export', file, ...given(), '--json');
    expect([made.code, json(made)]).toEqual([
      0,
      expect.objectContaining({ ok: true, running: true, damaged: [] }),
    ]);
    expect((await run('export', file, ...given())).err).toContain('is there already');
    expect((await run('import', file, ...given())).err).toContain('A process of a hub is connected');

    const to = await MovableHub.make({ bare: true });
    try {
      const brought = await on(to, 'import', file, ...given(), '--json');
      expect(brought.code).toBe(0);
      const { rows, ledger } = z
        .looseObject({ rows: z.int(), ledger: z.looseObject({}) })
        .parse(json(brought));
      expect(rows).toBe(json(made)['rows']);
      expect(ledger['faults']).toEqual([]);
      expect(
        await to.ask(
          `select actor, data - 'sums' - 'exportedAt' as data from ledger_entry where kind = 'hub.imported'`,
        ),
      ).toEqual([{ actor: me, data: { targetsPaused: true } }]);
      expect((await on(to, 'import', file, ...given())).err).toContain('This hub is not empty');
      expect(json(await on(to, 'verify', '--json'))).toMatchObject({ ok: true, faults: [] });

      await until(async () => (await home.ask('select from seal')).length > 0);
      await to.ask(`update ledger_entry set data = '{}' where id = 1`);
      const torn = await on(to, 'verify', '--json');
      expect([torn.code, json(torn).error]).toEqual([1, expect.stringContaining('The ledger does not hold')]);
    } finally {
      await to.discard();
    }
  });
});
