import { createHash } from 'node:crypto';
import { mkdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { EmbeddedPostgresError, errnoOf, explain } from './errors.js';

/*
 * The lock is a listening socket, because the kernel takes it away in the instant in which its process dies: there is
 * no stale lock after kill -9 and no process id that could be somebody else's by now. On Linux the socket has an
 * abstract name, so taking it is atomic and leaves no file. Abstract names are seen within one network namespace only;
 * a second socket inside the folder itself stops a hub in another container that shares the folder.
 */

/** A held lock. `release` is safe to call twice. */
export interface DataLock {
  dataDir: string;
  /** The process id of who held it before and ended without releasing it. */
  killed: number | undefined;
  release(): Promise<void>;
}

const Holder = z.object({ pid: z.int().positive(), since: z.string() });

/** The longest path that a socket may have on every system we run on (macOS: 104 bytes with the final zero). */
const longestSocketPath = 100;

/**
 * Makes the data folder if there is none, and locks it for this process.
 * @throws EmbeddedPostgresError `data_in_use` when another hub holds it
 */
export async function lockDataFolder(folder: string): Promise<DataLock> {
  const dataDir = await prepareFolder(folder);
  const servers: Server[] = [];
  let killed: number | undefined;
  try {
    const { dev, ino } = await stat(dataDir, { bigint: true });
    const key = createHash('sha256').update(`${dev}:${ino}`).digest('hex').slice(0, 32);
    if (process.platform === 'linux') servers.push(await listenAbstract(`\0tongbo-${key}`, dataDir));
    servers.push(await listenInFolder(dataDir, key));
    killed = parseHolder(await readFile(holderFile(dataDir), 'utf8').catch(() => ''))?.pid;
    const holder = { pid: process.pid, since: new Date().toISOString() };
    await writeFile(holderFile(dataDir), `${JSON.stringify(holder)}\n`, { mode: 0o600 });
  } catch (error) {
    await closeAll(servers);
    throw explain(error, 'locking the data folder', dataDir);
  }
  return {
    dataDir,
    killed,
    async release() {
      if (servers.length === 0) return;
      await rm(holderFile(dataDir), { force: true });
      await closeAll(servers.splice(0));
    },
  };
}

async function prepareFolder(folder: string): Promise<string> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return await realpath(folder);
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST' && errnoOf(error) !== 'ENOTDIR')
      throw explain(error, 'making the data folder', folder);
    throw new EmbeddedPostgresError(
      'data_folder_unusable',
      `HUB_DATA (${folder}) is a file, not a folder: name another one.`,
      error,
    );
  }
}

async function listenAbstract(name: string, dataDir: string): Promise<Server> {
  try {
    return await listen(name);
  } catch (error) {
    throw errnoOf(error) === 'EADDRINUSE' ? await inUse(dataDir) : error;
  }
}

async function listenInFolder(dataDir: string, key: string): Promise<Server> {
  const inside = join(dataDir, 'hub.sock');
  const path = Buffer.byteLength(inside) <= longestSocketPath ? inside : join(tmpdir(), `tongbo-${key}.sock`);
  try {
    return await listen(path);
  } catch (error) {
    if (errnoOf(error) !== 'EADDRINUSE') throw error;
    if (await answers(path)) throw await inUse(dataDir);
    await rm(path, { force: true });
    return listen(path);
  }
}

function listen(path: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', reject);
    server.listen(path, () => {
      server.off('error', reject);
      server.unref();
      resolve(server);
    });
  });
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    const settle = (isThere: boolean) => {
      socket.destroy();
      resolve(isThere);
    };
    socket.once('connect', () => {
      settle(true);
    });
    socket.once('error', () => {
      settle(false);
    });
  });
}

async function inUse(dataDir: string): Promise<EmbeddedPostgresError> {
  const text = await readFile(holderFile(dataDir), 'utf8').catch(() => '');
  const holder = parseHolder(text);
  const who = holder ? `the hub with process id ${holder.pid}, running since ${holder.since}` : 'another hub';
  const how = holder ? `Stop that one first (kill ${holder.pid})` : 'Stop that one first';
  return new EmbeddedPostgresError(
    'data_in_use',
    `The data folder ${dataDir} is in use by ${who}. ${how}, or start this one with another HUB_DATA and another PORT.`,
  );
}

function parseHolder(text: string): z.infer<typeof Holder> | undefined {
  try {
    return Holder.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function holderFile(dataDir: string): string {
  return join(dataDir, 'hub.lock');
}

async function closeAll(servers: Server[]): Promise<void> {
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
}
