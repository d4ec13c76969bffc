import { describe, expect, test } from '@jest/globals';
import type { DraftFields } from '../../../src/contract/api/intake.js';
import { DraftSaver, type SaverPorts, type Stored } from './draft-saver.js';

const fields: DraftFields = {
  title: '标题',
  body: '<p>正文</p>',
  category: '通知公告',
  issuer: '城管局',
  attachments: [],
  targetIds: [],
};
const stale = new Error('stale');
const held = new Error('held');
const offline = new Error('offline');

/** A hub with one draft, whose save can be made to fail. */
function aHub(): { stored: Stored; fail?: Error | undefined; saves: number; ports: SaverPorts } {
  const hub: ReturnType<typeof aHub> = {
    stored: { fields, revision: 1 },
    saves: 0,
    ports: {
      save: (sent, revision) => {
        hub.saves += 1;
        if (hub.fail !== undefined) return Promise.reject(hub.fail);
        if (revision !== hub.stored.revision) return Promise.reject(stale);
        hub.stored = { fields: sent, revision: revision + 1 };
        return Promise.resolve(hub.stored);
      },
      load: () => Promise.resolve(hub.stored),
      isStale: (error) => error === stale,
      isHeld: (error) => error === held,
      passes: (error) => error === offline,
      fits: (sent) => sent.title.length <= 10,
      now: () => new Date(0),
      delayMs: 60_000,
      retryMs: 60_000,
    },
  };
  return hub;
}

function open(hub: ReturnType<typeof aHub>): DraftSaver {
  return new DraftSaver(hub.stored, new Date(0), hub.ports);
}

describe('a draft that saves itself', () => {
  test('nothing changed, nothing sent', async () => {
    const hub = aHub();
    expect(await open(hub).flush()).toBe(true);
    expect(hub.saves).toBe(0);
  });

  test('what is typed while a save is on its way is saved after it', async () => {
    const hub = aHub();
    const saver = open(hub);
    saver.change({ title: '甲' });
    const first = saver.flush();
    saver.change({ title: '甲乙' });
    await Promise.all([first, saver.flush()]);
    saver.stop();
    expect(hub.stored.fields.title).toBe('甲乙');
    expect(saver.state().status).toBe('saved');
    expect(hub.stored.revision).toBe(3);
  });

  test('somebody else’s change of another field is taken over and both are kept', async () => {
    const hub = aHub();
    const saver = open(hub);
    hub.stored = { fields: { ...fields, issuer: '供水中心' }, revision: 5 };
    saver.change({ title: '我的' });
    expect(await saver.flush()).toBe(true);
    expect(hub.stored.fields).toEqual({ ...fields, issuer: '供水中心', title: '我的' });
    expect(saver.state()).toMatchObject({ taken: ['issuer'], replaced: 1, status: 'saved' });
  });

  test('a real conflict stops saving until a person chooses, and typing goes on', async () => {
    const hub = aHub();
    const saver = open(hub);
    hub.stored = { fields: { ...fields, title: '他们的' }, revision: 5 };
    saver.change({ title: '我的' });
    expect(await saver.flush()).toBe(false);
    expect(saver.state().status).toBe('conflict');
    saver.change({ category: '公示' });
    expect(await saver.flush()).toBe(false);
    expect(hub.stored.fields.title).toBe('他们的');
    expect(await saver.settle({ title: 'mine' })).toBe(true);
    expect(hub.stored.fields).toMatchObject({ title: '我的', category: '公示' });
  });

  test('without network the text stays and the next try saves it', async () => {
    const hub = aHub();
    const saver = open(hub);
    hub.fail = offline;
    saver.change({ title: '我的' });
    expect(await saver.flush()).toBe(false);
    expect(saver.state()).toMatchObject({ status: 'retrying', fields: { title: '我的' } });
    hub.fail = undefined;
    expect(await saver.flush()).toBe(true);
    expect(hub.stored.fields.title).toBe('我的');
  });

  test('what the hub would refuse is not sent and not lost', async () => {
    const hub = aHub();
    const saver = open(hub);
    saver.change({ title: '长'.repeat(11) });
    expect(await saver.flush()).toBe(false);
    expect(hub.saves).toBe(0);
    expect(saver.state()).toMatchObject({ status: 'unfit', fields: { title: '长'.repeat(11) } });
    saver.stop();
  });

  test('while somebody else has the pen the text stays, and is merged when it comes back', async () => {
    const hub = aHub();
    const saver = open(hub);
    hub.fail = held;
    saver.change({ title: '我的' });
    expect(await saver.flush()).toBe(false);
    saver.change({ title: '我的字' });
    expect(await saver.flush()).toBe(false);
    expect(hub.saves).toBe(1);
    expect(saver.state()).toMatchObject({ status: 'held', fields: { title: '我的字' } });
    hub.fail = undefined;
    hub.stored = { fields: { ...fields, issuer: '供水中心' }, revision: 4 };
    expect(await saver.resume()).toBe(true);
    expect(hub.stored.fields).toEqual({ ...fields, issuer: '供水中心', title: '我的字' });
    // Undoing must not take back what the other one wrote.
    expect(saver.state()).toMatchObject({ replaced: 1, undoable: false });
  });

  test('what the hub has is taken over whole, and the next change is saved upon it', async () => {
    const hub = aHub();
    const saver = open(hub);
    hub.stored = { fields: { ...fields, title: '他们的' }, revision: 7 };
    saver.adopt(hub.stored, new Date(1));
    expect(saver.state()).toMatchObject({ status: 'saved', fields: { title: '他们的' }, replaced: 1 });
    saver.change({ title: '接着写' });
    expect(await saver.flush()).toBe(true);
    expect(hub.stored).toMatchObject({ fields: { title: '接着写' }, revision: 8 });
  });
});
