import { describe, expect, it } from '@jest/globals';
import type { CommandKind, CommandV1 } from '../../../src/contract/display-commands.js';
import { Commands } from './commands.js';

function memory(start?: string) {
  let kept = start ?? null;
  return {
    getItem: () => kept,
    setItem: (_: string, text: string) => {
      kept = text;
    },
  };
}
const command = (kind: CommandKind, id = `id of ${kind}`): CommandV1 => ({
  id,
  kind,
  issuedAt: '2026-11-30T00:00:00Z',
});

function commands(memo = memory()) {
  const told: object[] = [];
  const done = new Commands((answer) => {
    told.push(answer);
    return Promise.resolve();
  }, memo);
  return { commands: done, told };
}

describe('a command', () => {
  it('is carried out once and answered whenever it comes, also after a reload', async () => {
    const memo = memory();
    let times = 0;
    const first = commands(memo);
    first.commands.on('identify', async () => {
      times += 1;
      await Promise.resolve();
    });
    await Promise.all([first.commands.take(command('identify')), first.commands.take(command('identify'))]);
    await first.commands.take(command('identify'));
    const second = commands(memo);
    await second.commands.take(command('identify'));
    expect(times).toBe(1);
    expect([first.told.length, second.told]).toEqual([2, [{ id: 'id of identify', ok: true }]]);
  });

  it('that nobody carries out, or that fails, is answered with the reason', async () => {
    const { commands: all, told } = commands();
    all.on('screenshot', () => Promise.reject(new Error('no canvas')));
    await all.take(command('screenshot'));
    await all.take(command('restart'));
    expect(told).toEqual([
      { id: 'id of screenshot', ok: false, detail: 'no canvas' },
      { id: 'id of restart', ok: false, detail: 'this player cannot restart' },
    ]);
  });

  it('that ends the page is remembered and answered before, and ends it though the answer is lost', async () => {
    const memo = memory();
    const order: string[] = [];
    const all = new Commands(() => {
      order.push('answer');
      return Promise.reject(new Error('the network is away'));
    }, memo);
    all.on(
      'reload',
      () => {
        order.push('reload');
        return Promise.resolve();
      },
      { answersFirst: true },
    );
    await all.take(command('reload'));
    expect(order).toEqual(['answer', 'reload']);
    const after = commands(memo);
    await after.commands.take(command('reload'));
    expect(after.told).toEqual([{ id: 'id of reload', ok: true }]);
  });

  it('is taken in though the memory is damaged', async () => {
    const { commands: all, told } = commands(memory('{'));
    await all.take(command('restart'));
    expect(told.length).toBe(1);
  });
});
