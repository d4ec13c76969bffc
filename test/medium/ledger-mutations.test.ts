import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import pg from 'pg';
import { canonicalJson } from '../../src/platform/hash.js';
import { newId } from '../../src/platform/ids.js';
import { loadSigningKey } from '../../src/platform/keys/index.js';
import { FolderShelf } from '../../src/platform/storage/folder.js';
import { AnchorBook } from '../../src/record/anchors/anchor-book.js';
import type { Anchor } from '../../src/record/anchors/anchor.js';
import { entriesBehind, START } from '../../src/record/entries.js';
import { sealNext, verifyLedger } from '../../src/record/index.js';
import { readSeals } from '../../src/record/seals.js';
import { createDatabase, type Db, type Tx } from '../../src/store/database.js';
import { appendLedger } from '../../src/store/ledger.js';
import { until } from '../support/until.js';
import { faultsOf, newestAnchor, type Copy } from './ledger/copy.js';
import { mutationsOf } from './ledger/mutations.js';
import { createTestDatabase, type TestDatabase } from './support/database.js';

/** So many transactions with one, two or three entries, and a seal for every five entries. */
const TRANSACTIONS = 15;
const PER_SEAL = 5;

let database: TestDatabase;
let app: Db;
let owner: Db;
let folder: string;
let copy: Copy;
let anchor: Anchor;
beforeAll(async () => {
  database = await createTestDatabase();
  app = createDatabase(new pg.Pool({ connectionString: database.appUrl, max: 2 }));
  owner = createDatabase(new pg.Pool({ connectionString: database.ownerUrl, max: 1 }));
  folder = await mkdtemp(join(tmpdir(), 'hub-mutations-'));
  await fill();
  copy = { entries: await entriesBehind(app, START, 1_000), seals: await readSeals(app) };
  anchor = newestAnchor(copy, await loadSigningKey(folder, 'ledger'));
}, 60_000);
afterAll(async () => {
  await app.destroy();
  await owner.destroy();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

async function fill(): Promise<void> {
  const offices = [newId(), newId()];
  for (const [n, id] of offices.entries())
    await app
      .insertInto('office')
      .values({ id, name: `测试局${n}`, short_name: '测', slug: `o${n}` })
      .execute();
  for (let turn = 0; turn < TRANSACTIONS; turn += 1) {
    const about = turn % 4 === 0 ? {} : { announcementId: newId(), subjectId: newId() };
    const entry = (n: number) => ({
      officeId: offices[0] ?? '',
      actor: 'system:test' as const,
      kind: 'test.noted',
      data: { n: turn * 10 + n, note: '记' },
      ...about,
    });
    await appendLedger(
      app,
      Array.from({ length: 1 + (turn % 3) }, (_, n) => entry(n)),
    );
  }
  const waiting = sql<{ n: number }>`
    select count(*)::int as n from ledger_entry where txid >= pg_snapshot_xmin(pg_current_snapshot())`;
  await until(
    async () => (await waiting.execute(app)).rows[0]?.n,
    (n) => n === 0,
  );
  while ((await sealNext(app, PER_SEAL)) > 0);
}

test('every single edit, deletion, reordering, insertion, rewriting and truncation of a copied ledger is found', async () => {
  expect(await faultsOf(copy, anchor)).toEqual([]);
  expect(copy.seals.length).toBeGreaterThan(5);
  const tried = new Map<string, number>();
  const missed: string[] = [];
  for (const mutation of mutationsOf(copy)) {
    tried.set(mutation.kind, (tried.get(mutation.kind) ?? 0) + 1);
    if ((await faultsOf(mutation.copy, anchor)).length === 0) missed.push(mutation.kind);
  }
  const total = [...tried.values()].reduce((sum, n) => sum + n, 0);
  process.stderr.write(
    `ledger of ${copy.entries.length} entries under ${copy.seals.length} seals: ${total} mutations tried, ${total - missed.length} found (${[...tried].map(([kind, n]) => `${kind} ${n}`).join(', ')})\n`,
  );
  expect(missed).toEqual([]);
  expect(total).toBeGreaterThan(1_000);
});

test('only an anchor finds a ledger that was cut back to an earlier state, or sealed anew', async () => {
  const cut = { entries: copy.entries.slice(0, 10), seals: copy.seals.slice(0, 2) };
  expect(await faultsOf(cut)).toEqual([]);
  expect(await faultsOf(cut, anchor)).toEqual([expect.stringMatching(/is missing: the ledger was cut/)]);
});

/** What the verifier says of the database's own rows after a statement of the owner, which is taken back then. */
async function after(statement: string): Promise<{ faults: string[]; changed: number }> {
  const found: { faults: string[]; changed: number } = { faults: [], changed: 0 };
  const undo = new Error('taken back');
  await owner
    .transaction()
    .execute(async (tx: Tx) => {
      found.changed = Number((await sql.raw(statement).execute(tx)).numAffectedRows ?? 0n);
      found.faults = (await verifyLedger(tx, [anchor])).faults;
      throw undo;
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error;
    });
  return found;
}

const entry = (what: string): string =>
  `update ledger_entry set ${what} where id = (select min(id) + 7 from ledger_entry)`;
const seal = (what: string): string => `update seal set ${what} where number = 3`;

test.each([
  ['entry.txid', entry(`txid = ((txid::text::bigint) + 1)::text::xid8`)],
  [
    'entry.id',
    `with gone as (delete from ledger_entry where id = (select min(id) + 7 from ledger_entry) returning *)
     insert into ledger_entry (id, txid, at, office_id, actor, kind, announcement_id, subject_id, data) overriding system value
     select id + 100000, txid, at, office_id, actor, kind, announcement_id, subject_id, data from gone`,
  ],
  ['entry.at', entry(`at = at + interval '1 microsecond'`)],
  [
    'entry.at, two thousand years ago',
    entry(`at = (to_char(at, 'YYYY-MM-DD HH24:MI:SS.US') || '+00 BC')::timestamptz`),
  ],
  ['entry.office_id', entry(`office_id = (select id from office where slug = 'o1')`)],
  ['entry.actor', entry(`actor = 'system:else'`)],
  ['entry.kind', entry(`kind = 'test.else'`)],
  ['entry.announcement_id', entry(`announcement_id = gen_random_uuid()`)],
  ['entry.subject_id', entry(`subject_id = gen_random_uuid()`)],
  ['entry.data', entry(`data = '{}'`)],
  [
    'entry.data, its twentieth digit',
    entry(`data = replace(data::text, '"n": ', '"n": 0.0000000000000000001')::jsonb`),
  ],
  ['seal.number', seal('number = 99')],
  ['seal.prev', seal(`prev = 'sha256:' || repeat('0', 64)`)],
  ['seal.hash', seal(`hash = 'sha256:' || repeat('0', 64)`)],
  ['seal.root', seal(`root = 'sha256:' || repeat('0', 64)`)],
  ['seal.from_txid', seal('from_txid = ((from_txid::text::bigint) - 1)::text::xid8')],
  ['seal.from_id', seal('from_id = from_id - 1')],
  ['seal.to_txid', seal('to_txid = ((to_txid::text::bigint) + 1)::text::xid8')],
  ['seal.to_id', seal('to_id = to_id + 1')],
  ['seal.entries', seal('entries = entries + 4294967296')],
  ['seal.sealed_at', seal(`sealed_at = sealed_at + interval '1 microsecond'`)],
  ['a deleted entry', 'delete from ledger_entry where id = (select min(id) + 7 from ledger_entry)'],
  ['a deleted seal', 'delete from seal where number = 3'],
  ['the newest seal deleted', 'delete from seal where number = (select max(number) from seal)'],
  [
    'two entries that changed places',
    `update ledger_entry e set data = o.data, at = o.at, kind = o.kind from ledger_entry o, (select min(id) as first from ledger_entry) f
     where (e.id - f.first, o.id - f.first) in ((2, 3), (3, 2))`,
  ],
  [
    'an entry slipped in',
    `insert into ledger_entry (txid, office_id, actor, kind, data)
     select txid, office_id, actor, kind, data from ledger_entry where id = (select min(id) + 3 from ledger_entry)`,
  ],
  [
    'a seal slipped in before the first',
    `insert into seal select 0, 'x', 'y', root, from_txid, from_id, to_txid, to_id, entries, sealed_at from seal where number = 1`,
  ],
  [
    'a cut tail',
    `with cut as (delete from seal where number > 2)
     delete from ledger_entry where (txid, id) > (select to_txid, to_id from seal where number = 2)`,
  ],
])('the database with %s does not hold', async (_what, statement) => {
  const { faults, changed } = await after(statement);
  expect(changed).toBeGreaterThan(0);
  expect(faults).not.toEqual([]);
});

test('the application’s own role cannot do any of it', async () => {
  expect((await verifyLedger(app, [anchor])).faults).toEqual([]);
  for (const statement of [
    `update ledger_entry set kind = 'x'`,
    'delete from ledger_entry',
    'truncate ledger_entry',
    'update seal set entries = 1',
    'delete from seal',
    'truncate seal',
  ])
    await expect(sql.raw(statement).execute(app)).rejects.toMatchObject({ code: '42501' });
});

/** `ledger:verify` of a hub on this database, with its files in a folder. */
function command(files: string, ...args: string[]): Promise<{ code: number; out: string }> {
  const env = {
    DATABASE_URL: database.appUrl,
    REDIS_URL: 'redis://127.0.0.1:1',
    HUB_FILES: files,
    HUB_SECRETS: join(files, 'hub-secrets.json'),
  };
  return new Promise((resolve) => {
    execFile(process.execPath, ['dist/src/record/verify.cli.js', ...args], { env }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out: out + err });
    });
  });
}

test('the command compares with the anchors of its hub, and with those it is given', async () => {
  const [own, bare] = [join(folder, 'own'), join(folder, 'bare')];
  await new AnchorBook(new FolderShelf(own)).add(anchor);
  const kept = join(folder, 'kept.jsonl');
  await writeFile(kept, `${canonicalJson(anchor)}\n`);
  expect(await command(own, '--anchor', kept)).toMatchObject({ code: 0 });
  await sql`
    with cut as (delete from seal where number > 2)
    delete from ledger_entry where (txid, id) > (select to_txid, to_id from seal where number = 2)`.execute(
    owner,
  );
  expect(await command(bare)).toMatchObject({ code: 0 });
  for (const cut of [await command(own), await command(bare, '--anchor', kept)])
    expect(cut).toMatchObject({ code: 1, out: expect.stringMatching(/is missing: the ledger was cut/) });
  await writeFile(kept, canonicalJson({ ...anchor, number: 2 }));
  const forged = await command(bare, '--anchor', kept);
  expect(forged).toMatchObject({ code: 2, out: expect.stringMatching(/was not signed by the key it names/) });
  expect(await command(bare, '--anchors', kept)).toMatchObject({ code: 2 });
});
