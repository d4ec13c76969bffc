import { spawn } from 'node:child_process';
import {
  chmod,
  mkdir,
  mkdtemp,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { withClient } from '../../src/platform/postgres/index.js';
import { Holder, type HolderCommand } from './support/holder.js';
import { copyHolderTo, give } from './support/portable.js';

const isRoot = process.getuid?.() === 0;
const nobody = { uid: 65534, gid: 65534 };
const here: HolderCommand = {
  args: ['--import', './test/support/ts-loader.mjs', 'test/medium/support/hold-postgres.ts'],
};
/** An ordinary user can't become another one; run as root, the tests cover both. */
const users = isRoot ? (['root', 'ordinary user'] as const) : (['ordinary user'] as const);

const folders: string[] = [];
const holders: Holder[] = [];

async function newFolder(owner?: { uid: number; gid: number }): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'tongbo-pg-')));
  folders.push(folder);
  if (owner) await give(folder, owner);
  return folder;
}

function start(command: HolderCommand, dataDir: string): Holder {
  const holder = Holder.start(command, dataDir);
  holders.push(holder);
  return holder;
}

async function removeFolder(folder: string): Promise<void> {
  const cluster = await readlink(join(folder, 'data', 'postgres')).catch(() => undefined);
  if (cluster) await rm(dirname(cluster), { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
}

afterEach(async () => {
  await Promise.all(holders.splice(0).map((holder) => holder.end('SIGTERM')));
});

describe.each(users)('the embedded PostgreSQL of %s', (user) => {
  const other = isRoot && user === 'ordinary user' ? nobody : undefined;
  let command = here;
  let dataDir = '';
  let clusterDir = '';

  beforeAll(async () => {
    if (other) {
      const programs = await newFolder();
      await chmod(programs, 0o755);
      command = { ...other, args: [await copyHolderTo(programs)] };
    }
    dataDir = join(await newFolder(other), 'data');
  }, 60_000);

  afterAll(async () => {
    await Promise.all(folders.splice(0).map(removeFolder));
  });

  test('starts as it should be, with roles that may do what they need and no more', async () => {
    const holder = start(command, dataDir);
    const { superuserUrl, port } = await holder.running();
    clusterDir = await realpath(join(dataDir, 'postgres'));
    const settings = await withClient(superuserUrl, async (client) => {
      const { rows } = await client.query<{ name: string; setting: string }>(
        `select name, setting from pg_settings where name in ('fsync', 'data_checksums', 'listen_addresses',
           'unix_socket_directories', 'server_encoding', 'password_encryption')`,
      );
      return Object.fromEntries(rows.map((row) => [row.name, row.setting]));
    });
    expect(settings).toEqual({
      fsync: 'on',
      data_checksums: 'on',
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      server_encoding: 'UTF8',
      password_encryption: 'scram-sha-256',
    });
    const file = join(dataDir, 'postgres-secrets.json');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const secrets: unknown = JSON.parse(await readFile(file, 'utf8'));
    const { owner, app } = secrets as { owner: string; app: string };
    const url = (role: string, password: string) => `postgres://${role}:${password}@127.0.0.1:${port}/hub`;
    await withClient(url('hub_owner', owner), async (client) => {
      await client.query('create table kept (word text); grant select, insert on kept to hub_app');
    });
    await withClient(url('hub_app', app), async (client) => {
      await client.query("insert into kept values ('通播')");
      await expect(client.query('create table more (a int)')).rejects.toThrow('permission denied');
      await expect(client.query('create temporary table more (a int)')).rejects.toThrow('permission denied');
      await expect(client.query('drop table kept')).rejects.toThrow('must be owner');
    });
    await expect(withClient(url('hub_app', 'guessed'), () => Promise.resolve())).rejects.toThrow(
      'password authentication',
    );
  }, 60_000);

  const keptWords = (superuserUrl: string) =>
    withClient(superuserUrl.replace(/postgres$/, 'hub'), async (client) => {
      const { rows } = await client.query<{ word: string }>('select word from kept');
      return rows.map((row) => row.word);
    });

  test('ends with SIGTERM, and goes on with what it had', async () => {
    const holder = start(command, dataDir);
    const { superuserUrl, pid } = await holder.running();
    expect(await keptWords(superuserUrl)).toEqual(['通播']);
    expect(await holder.end('SIGTERM')).toBe(0);
    expect(await isRunning(pid)).toBe(false);
  }, 60_000);

  test('a second one on the same folder is refused with what to do', async () => {
    const holder = start(command, dataDir);
    await holder.running();
    const { refused, sentence } = await start(command, dataDir).line();
    expect(refused).toBe('data_in_use');
    expect(sentence).toContain(`kill ${holder.pid}`);
    expect(sentence).toMatch(/another HUB_DATA and another PORT/);
  }, 60_000);

  test('kill -9 of the hub leaves it running, and the next start adopts it', async () => {
    const first = start(command, dataDir);
    const before = await first.running();
    await first.end('SIGKILL');
    const after = await start(command, dataDir).running();
    expect(after).toEqual(before);
    expect(await keptWords(after.superuserUrl)).toEqual(['通播']);
  }, 60_000);

  test('kill -9 of PostgreSQL: it is back on its port with what was committed', async () => {
    const holder = start(command, dataDir);
    const { pid, superuserUrl } = await holder.running();
    await withClient(superuserUrl.replace(/postgres$/, 'hub'), (client) =>
      client.query("insert into kept values ('二')"),
    );
    process.kill(pid, 'SIGKILL');
    const { restarted } = await holder.line();
    expect(restarted).not.toBe(pid);
    expect(await keptWords(superuserUrl)).toEqual(['通播', '二']);
  }, 60_000);

  test('kill -9 of PostgreSQL with a query in the middle of its work: its orphan is ended, and it is back', async () => {
    const holder = start(command, dataDir);
    const { pid, superuserUrl } = await holder.running();
    const busy = new Client({ connectionString: superuserUrl });
    busy.on('error', () => undefined);
    await busy.connect();
    const query = busy.query('select count(*) from generate_series(1, 100000000000) as n where n % 7 = 3');
    const failure = expect(query).rejects.toThrow();
    process.kill(pid, 'SIGKILL');
    expect((await holder.line()).restarted).toBeGreaterThan(0);
    await failure;
  }, 60_000);

  test('a crash of one of its own processes is survived by itself and told', async () => {
    const holder = start(command, dataDir);
    const { pid, superuserUrl } = await holder.running();
    const backend = await withClient(superuserUrl, async (client) => {
      const { rows } = await client.query<{ pid: number }>(
        "select pid from pg_stat_activity where backend_type = 'checkpointer'",
      );
      return rows[0]?.pid ?? 0;
    });
    process.kill(backend, 'SIGKILL');
    expect((await holder.line()).restarted).toBe(pid);
    expect(await keptWords(superuserUrl)).toEqual(['通播', '二']);
  }, 60_000);

  test('kill -9 of both: the next start recovers', async () => {
    const first = start(command, dataDir);
    const { pid } = await first.running();
    process.kill(first.pid, 'SIGKILL');
    process.kill(pid, 'SIGKILL');
    await first.end('SIGKILL');
    const after = await start(command, dataDir).running();
    expect(await keptWords(after.superuserUrl)).toEqual(['通播', '二']);
  }, 60_000);

  test('a stale postmaster.pid whose process id belongs to somebody else by now does not stop it', async () => {
    const first = start(command, dataDir);
    const { pid } = await first.running();
    process.kill(first.pid, 'SIGKILL');
    process.kill(pid, 'SIGKILL');
    await first.end('SIGKILL');
    const owner = await stat(clusterDir);
    const somebody = spawn('sleep', ['60'], { uid: owner.uid, gid: owner.gid, cwd: '/', stdio: 'ignore' });
    try {
      const file = join(clusterDir, 'postmaster.pid');
      await writeFile(file, (await readFile(file, 'utf8')).replace(/^\d+/, String(somebody.pid)));
      const after = await start(command, dataDir).running();
      expect(await keptWords(after.superuserUrl)).toEqual(['通播', '二']);
    } finally {
      somebody.kill();
    }
  }, 60_000);

  test('without its passwords it is refused, not begun anew', async () => {
    const file = join(dataDir, 'postgres-secrets.json');
    await rename(file, `${file}.away`);
    const { refused, sentence } = await start(command, dataDir).line();
    await rename(`${file}.away`, file);
    expect(refused).toBe('secrets_missing');
    expect(sentence).toContain('backup');
  }, 60_000);

  test('a cluster of another major version is refused', async () => {
    const file = join(clusterDir, 'PG_VERSION');
    const version = await readFile(file, 'utf8');
    await writeFile(file, '17\n');
    const { refused, sentence } = await start(command, dataDir).line();
    await writeFile(file, version);
    expect(refused).toBe('wrong_version');
    expect(sentence).toMatch(/is of PostgreSQL 17, this hub brings PostgreSQL 18/);
  }, 60_000);

  test('a lost database is not silently replaced by an empty one', async () => {
    await rename(clusterDir, `${clusterDir}.away`);
    const { refused } = await start(command, dataDir).line();
    await rename(`${clusterDir}.away`, clusterDir);
    expect(refused).toBe('database_missing');
  }, 60_000);

  test('a file where the data folder should be is named', async () => {
    const file = join(dirname(dataDir), 'file');
    await writeFile(file, '');
    expect((await start(command, file).line()).refused).toBe('data_folder_unusable');
  }, 60_000);

  if (user === 'ordinary user') {
    test('a folder that it may not write to is named', async () => {
      const closed = await newFolder();
      await chmod(closed, 0o555);
      const { refused, sentence } = await start(command, join(closed, 'data')).line();
      expect(refused).toBe('no_permission');
      expect(sentence).toContain(closed);
    }, 60_000);
  }
});

describe('where users meet', () => {
  if (!isRoot) return;

  test('an ordinary user’s database is not touched by root', async () => {
    const folder = await newFolder();
    await mkdir(join(folder, 'postgres'));
    const { refused, sentence } = await start(here, folder).line();
    expect(refused).toBe('wrong_owner');
    expect(sentence).toContain('ordinary user');
  }, 60_000);

  test('root’s new data folder where one was deleted begins anew and keeps the old database aside', async () => {
    const folder = join(await newFolder(), 'data');
    const first = start(here, folder);
    await first.running();
    await first.end('SIGKILL');
    await rm(folder, { recursive: true });
    const second = start(here, folder);
    await second.running();
    const aside = /it was moved to (\S+);/.exec(second.noise)?.[1] ?? '';
    expect((await stat(join(aside, 'postgres', 'PG_VERSION'))).isFile()).toBe(true);
    await second.end('SIGTERM');
    await rm(aside, { recursive: true });
    await removeFolder(dirname(folder));
  }, 60_000);
});

async function isRunning(pid: number): Promise<boolean> {
  const stats = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stats !== '' && !/\) [ZX] /.test(stats);
}
