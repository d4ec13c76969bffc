import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { exportHub, inspectArchive } from '../../src/operate/move/export.js';
import { importHub, requireKnown } from '../../src/operate/move/import.js';
import { Progress } from '../../src/operate/progress.js';
import type { HubFacts, Manifest } from '../../src/operate/archive/format.js';
import { appRole } from '../../src/platform/postgres/index.js';
import { loadSecrets } from '../../src/platform/secrets.js';
import { sealNext, verifyLedger } from '../../src/record/index.js';
import { migrateTo, migrationNames } from '../../src/store/migrate.js';
import { Sink } from '../support/sink-server.js';
import { until } from '../support/until.js';
import { CHEAP, filesIn, isUntouched, note, rewrite, shapeOf } from './support/archives.js';
import { aPlace, MovableHub, reaches, release, type Place } from './support/movable-hub.js';

jest.setTimeout(90_000);

const passphrase = '一句足够长的口令，只用于测试';
/** How far the first hub's PostgreSQL has counted: no test's ever comes there. */
const FAR = 5_000_000_000n;
const silent = new Progress(() => undefined);

let sink: Sink;
let old: MovableHub;
let place: Place;
let folder: string;
let file: string;
let facts: HubFacts;
let manifest: Manifest;
const made: MovableHub[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hub-archives-'));
  file = join(folder, 'office.hub');
  sink = await new Sink().start();
  old = await another();
  await old.ask(`
    create or replace function hub_txid() returns xid8 language sql stable
      as $$ select (pg_current_xact_id()::text::bigint + ${FAR})::text::xid8 $$;
    create or replace function hub_settled_before() returns xid8 language sql stable
      as $$ select (pg_snapshot_xmin(pg_current_snapshot())::text::bigint + ${FAR})::text::xid8 $$`);
  const hub = await old.start(sink);
  place = await aPlace(hub, sink);
  for (const title of ['关于甲的通告', '关于乙\t的\\通告\n第二行', '关于丙的通告'])
    await reaches(hub, place, await release(hub, place, title), 'live');
  await until(async () => (await verifyLedger(hub.db)).unsealed.entries === 0);
  await hub.stop();
  await note(old);
  ({ facts, manifest } = await exportHub(old.config, old.database.appUrl, archive()));
});
afterAll(async () => {
  await Promise.all(made.map((hub) => hub.discard()));
  await sink.stop();
  await rm(folder, { recursive: true, force: true });
});

const archive = (path = file) => ({ file: path, passphrase, progress: silent, cost: CHEAP });

async function another(options: { bare?: boolean } = {}): Promise<MovableHub> {
  const hub = await MovableHub.make(options);
  made.push(hub);
  return hub;
}

const bring = (to: MovableHub, path = file): Promise<Manifest> =>
  importHub({ ownerUrl: to.database.ownerUrl, appRole, config: to.config }, facts, archive(path));

describe('an office that moved', () => {
  let moved: MovableHub;
  beforeAll(async () => {
    moved = await another();
    await bring(moved);
  });

  it('has every row, file and key, and the tables are as they were', async () => {
    const back = await exportHub(moved.config, moved.database.appUrl, archive(join(folder, 'again.hub')));
    expect(back.manifest.tables).toEqual(manifest.tables);
    expect(back.facts).toEqual({ ...facts, madeAt: back.facts.madeAt });
    const { files, bytes, keys } = manifest;
    expect(back.manifest).toMatchObject({ files, bytes, keys });
    expect(back.damaged).toEqual([]);
    expect(manifest.tables['delivery']?.rows).toBe(3);
    // Three renditions; anchors too, if the hub made some before it was read.
    expect(manifest.files).toBeGreaterThanOrEqual(3);
    expect(await shapeOf(moved)).toEqual(await shapeOf(old));
    expect(await readFile(moved.config.secretsFile)).toEqual(await readFile(old.config.secretsFile));
  });

  it('goes on: its ledger holds, new entries stand and are sealed behind the old ones, and it delivers', async () => {
    const [before] = await moved.ask<{ txid: string; id: string; here: string }>(`
      select max(txid::text::bigint)::text as txid, max(id)::text as id, pg_current_xact_id()::text as here from ledger_entry`);
    // This PostgreSQL has counted far less than the one that the ledger comes from.
    expect(BigInt(before?.here ?? 0)).toBeLessThan(BigInt(before?.txid ?? 0));
    const hub = await moved.start(sink);
    try {
      const id = await release(hub, place, '关于迁移之后的通告');
      await reaches(hub, place, id, 'live');
      expect(sink.posts.get(id)).toBe(1);
      const proof = await until(
        () => verifyLedger(hub.db),
        ({ unsealed }) => unsealed.entries === 0,
      );
      expect(proof.faults).toEqual([]);
      const [entries] = await moved.ask<{ n: number; behind: boolean }>(`
        select count(*)::int as n, bool_and(txid > '${before?.txid ?? ''}'::xid8) as behind
        from ledger_entry where id > ${before?.id ?? ''}`);
      expect(entries?.behind).toBe(true);
      expect(entries?.n).toBeGreaterThan(4);
      expect(proof.entries).toBe((manifest.tables['ledger_entry']?.rows ?? 0) + (entries?.n ?? 0));
    } finally {
      await hub.stop();
    }
  });

  it('moves on again, and its ledger too', async () => {
    const path = join(folder, 'third.hub');
    const second = await exportHub(moved.config, moved.database.appUrl, archive(path));
    const third = await another({ bare: true });
    await importHub(
      { ownerUrl: third.database.ownerUrl, appRole, config: third.config },
      second.facts,
      archive(path),
    );
    await note(third);
    const hub = await third.start(sink);
    try {
      const proof = await until(
        () => verifyLedger(hub.db),
        ({ unsealed }) => unsealed.entries === 0,
      );
      expect(proof.faults).toEqual([]);
      expect(proof.entries).toBe((second.manifest.tables['ledger_entry']?.rows ?? 0) + 1);
    } finally {
      await hub.stop();
    }
  });
});

describe('the order of a ledger that came from elsewhere', () => {
  it('waits for writers who are still at it, as everywhere', async () => {
    const moved = await another();
    await bring(moved);
    const hub = await moved.start(sink);
    const slow = await hub.pool.connect();
    try {
      await slow.query('begin');
      const insert = `insert into ledger_entry (office_id, actor, kind, data) values ($1, 'system:test', 'test.slow', '{}')`;
      await slow.query(insert, [place.office.id]);
      await note(moved);
      const [row] = await moved.ask<{ txid: string }>(
        `select max(txid::text::bigint)::text as txid from ledger_entry where kind = 'test.noted'`,
      );
      await until(async () => (await sealNext(hub.db)) === 0);
      const seals = `select count(*)::int as n from seal where to_txid >= '${row?.txid ?? ''}'::xid8`;
      expect(await moved.ask(seals)).toEqual([{ n: 0 }]);
      await slow.query('commit');
      await until(
        async () => (await moved.ask<{ n: number }>(seals))[0]?.n,
        (n) => n === 1,
      );
      const proof = await verifyLedger(hub.db);
      expect([proof.faults, proof.unsealed.entries]).toEqual([[], 0]);
    } finally {
      slow.release();
      await hub.stop();
    }
  });
});

describe('refused, and nothing is left behind:', () => {
  it('an archive that was changed or cut off anywhere', async () => {
    const whole = await readFile(file);
    const path = join(folder, 'damaged.hub');
    for (const at of [0.3, 0.7, 0.999]) {
      const flipped = Buffer.from(whole);
      const index = Math.floor(whole.length * at);
      flipped[index] = (flipped[index] ?? 0) ^ 4;
      for (const damaged of [flipped, whole.subarray(0, index)]) {
        await writeFile(path, damaged);
        await expect(inspectArchive(path, passphrase, silent)).rejects.toThrow(/The archive is damaged/);
      }
    }
    // Also where it is damaged between the check and the import.
    const to = await another();
    await writeFile(path, whole.subarray(0, whole.length - 1));
    await expect(bring(to, path)).rejects.toThrow(/damaged or cut off/);
    await isUntouched(to);
    expect(await shapeOf(to)).toEqual(await shapeOf(old));
    await bring(to);
    expect(await to.ask('select from office')).toHaveLength(1);
  });

  it('another passphrase', async () => {
    await expect(inspectArchive(file, `${passphrase}。`, silent)).rejects.toThrow(
      /passphrase is not the one/,
    );
  });

  it('a hub that has something already, or runs', async () => {
    const taken = await another();
    await taken.ask(
      `insert into office (id, name, short_name, slug) values (gen_random_uuid(), '某局', '某', 'x')`,
    );
    await expect(bring(taken)).rejects.toThrow(/This hub is not empty/);
    expect(await filesIn(taken)).toEqual([]);
    const running = await another();
    const hub = await running.start(sink);
    try {
      await expect(bring(running)).rejects.toThrow(/A process of a hub is connected/);
    } finally {
      await hub.stop();
    }
  });

  it('rows that lead nowhere, keys that are others, and storage that is not empty', async () => {
    const path = join(folder, 'torn.hub');
    await rewrite({ file, passphrase, facts, manifest }, path, (member) =>
      member.path.startsWith('tables/member/') ? undefined : member,
    );
    const to = await another();
    await expect(bring(to, path)).rejects.toThrow(/foreign key|violates/);
    await isUntouched(to);
    await writeFile(to.config.secretsFile, '{}');
    await expect(bring(to)).rejects.toThrow(/is another key/);
    expect(await filesIn(to)).toEqual(['hub-secrets.json']);
    await rm(to.config.secretsFile);
    await mkdir(join(to.folder, 'anchors'), { recursive: true });
    await writeFile(join(to.folder, 'anchors', 'newest.json'), '{}');
    await expect(bring(to)).rejects.toThrow(/holds anchors of a hub already/);
    expect(await to.ask('select from office')).toEqual([]);
    expect(await shapeOf(to)).toEqual(await shapeOf(old));
  });
});

it('an export of a running hub is whole; where it is imported nothing is sent until a person has looked', async () => {
  const source = await another();
  const path = join(folder, 'running.hub');
  const hub = await source.start(sink);
  const here = await aPlace(hub, sink);
  const exported = await exportHub(source.config, source.database.appUrl, archive(path));
  await reaches(hub, here, await release(hub, here, '关于导出之后的通告'), 'live');
  await hub.stop();
  expect(exported.facts.running).toBe(true);

  const to = await another();
  await importHub(
    { ownerUrl: to.database.ownerUrl, appRole, config: to.config },
    exported.facts,
    archive(path),
  );
  const [target] = await to.ask<{ paused_reason: string }>('select paused_reason from target');
  expect(target?.paused_reason).toMatch(/^imported: /);
  expect(await to.ask('select from delivery')).toEqual([]);
});

it('an archive of an older version is brought to this one; one of an unknown version is not taken', async () => {
  const older = await another({ bare: true });
  const last = '0016_fewer_indexes';
  await migrateTo(older.database.ownerUrl, last);
  await older.ask(`
    grant usage on schema public to ${appRole}; grant select on all tables in schema public to ${appRole};
    grant usage on all sequences in schema public to ${appRole};
    insert into office (id, name, short_name, slug) values (gen_random_uuid(), '旧局', '旧', 'old')`);
  await note(older);
  await loadSecrets(older.config.secretsFile);
  const path = join(folder, 'older.hub');
  const exported = await exportHub(older.config, older.database.appUrl, archive(path));
  expect(exported.facts.migrations.at(-1)).toBe(last);

  const migrated = await another();
  const into = ({ database, config }: MovableHub) => ({ ownerUrl: database.ownerUrl, appRole, config });
  await expect(importHub(into(migrated), exported.facts, archive(path))).rejects.toThrow(/another version/);
  const bare = await another({ bare: true });
  await importHub(into(bare), exported.facts, archive(path));
  expect(await bare.ask('select name from kysely_migration order by name')).toEqual(
    migrationNames.map((name) => ({ name })),
  );
  expect(await bare.ask('select slug from office')).toEqual([{ slug: 'old' }]);
  expect(() => {
    requireKnown({ ...facts, migrations: [...facts.migrations, '9999_later'] });
  }).toThrow(/it knows 9999_later/);
});

it('tells which blobs are damaged or missing where the hub keeps them', async () => {
  const torn = await another();
  await bring(torn);
  const blobs = (await filesIn(torn)).filter((path) => /^blobs\/sha256\/..\/[0-9a-f]{64}$/.test(path));
  const [one = '', two = ''] = blobs;
  await writeFile(join(torn.folder, one), 'rubbish');
  await rm(join(torn.folder, two));
  const { damaged } = await exportHub(
    torn.config,
    torn.database.appUrl,
    archive(join(folder, 'torn-blobs.hub')),
  );
  expect(damaged.sort()).toEqual([one, two].map((path) => `sha256:${path.slice(-64)}`).sort());
});
