import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { getQueueToken } from '@nestjs/bullmq';
import type { Queue } from 'bullmq';
import { HealthRegistry, diskHealth } from '../../src/platform/health/index.js';
import { Queues } from '../../src/queue/index.js';
import { until } from '../support/until.js';
import { Pipeline } from './support/pipeline.js';

jest.setTimeout(60_000);

let line: Pipeline;
beforeAll(async () => {
  line = await Pipeline.start();
});
afterAll(() => (line as Pipeline | undefined)?.stop());

const parts = async () => (await line.hub.app.get(HealthRegistry, { strict: false }).report('system')).parts;
const queue = (lane: string): Queue =>
  line.hub.app.get<Queue>(getQueueToken(`channel-${lane}`), { strict: false });

it('a canary goes through every queue, and the ledger never hears of it', async () => {
  const queues = line.hub.app.get(Queues, { strict: false });
  await until(
    () => queues.lastConsumed(),
    (lanes) => lanes.length === 2 && lanes.every(({ at }) => at !== undefined),
    { withinMs: 10_000 },
  );
  expect((await parts())['consumers']?.ok).toBe(true);
  const { rows } = await line.hub.pool.query('select from ledger_entry');
  expect(rows).toHaveLength(0);
});

it('is red within 15 s, with the queue’s name, when nothing is taken from it any more; and canaries do not pile up', async () => {
  const stopped = Date.now();
  await queue('sink-fixed').pause();
  const told = await until(
    async () => (await parts())['consumers'],
    (part) => part?.ok === false,
    { withinMs: 15_000 },
  );
  expect(Date.now() - stopped).toBeLessThan(15_000);
  expect(told).toMatchObject({ reason: expect.stringContaining('sink-fixed') });
  expect(await queue('sink-fixed').count()).toBeLessThanOrEqual(4);
  await queue('sink-fixed').resume();
  await until(
    async () => (await parts())['consumers'],
    (part) => part?.ok === true,
  );
});

it('says so when the database takes no changes', async () => {
  const { rows } = await line.hub.pool.query<{ name: string }>('select current_database() as name');
  await line.asOwner(`alter database ${rows[0]?.name ?? ''} set default_transaction_read_only = on`);
  try {
    // Connections that are open keep what they began with.
    await line.endConnections();
    await until(
      async () => (await parts())['changes'],
      (part) => part?.ok === false && part.reason.includes('read-only'),
      { withinMs: 15_000 },
    );
    // What can be read is still served.
    expect((await line.hub.app.get(HealthRegistry, { strict: false }).report('ready')).ok).toBe(true);
  } finally {
    await line.asOwner(
      'set default_transaction_read_only = off',
      `alter database ${rows[0]?.name ?? ''} set default_transaction_read_only = off`,
    );
    await line.endConnections();
  }
  await until(
    async () => (await parts())['changes'],
    (part) => part?.ok === true,
    { withinMs: 15_000 },
  );
});

it('says so when the disk is nearly full', async () => {
  const space = (freeMb: number) => () =>
    Promise.resolve({ freeBytes: freeMb * 1024 * 1024, totalBytes: 100_000 * 1024 * 1024 });
  const config = { ...line.hub.config, minFreeMb: 500 };
  expect(await diskHealth(config, space(499)).check()).toMatchObject({
    ok: false,
    reason: expect.stringContaining('499 MB where the data folder is'),
  });
  expect(await diskHealth(config, space(500)).check()).toMatchObject({ ok: true });
  // Where the files are on a file system of their own, that one counts too.
  const apart = { ...config, files: { kind: 'folder', folder: '/mnt/files' } as const };
  const full = (folder: string) => space(folder === '/mnt/files' ? 20 : 9_000)();
  expect(await diskHealth(apart, full).check()).toMatchObject({
    ok: false,
    reason: expect.stringContaining('only 20 MB where the files are'),
  });
  expect((await parts())['disk']?.ok).toBe(true);
});
