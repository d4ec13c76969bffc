import { spawn, type ChildProcess } from 'node:child_process';
import { open, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { identity, runAs, type Cluster } from './cluster.js';
import { EmbeddedPostgresError, explain } from './errors.js';
import type { PostgresLog } from './log.js';
import { commandLine, readCommandLine, readPostmasterFile, type PostmasterFile } from './postmaster-file.js';
import { processesIn, processIsAlive, programOf, signal, until } from './processes.js';

/** The address that PostgreSQL listens on; nothing outside of this machine reaches it. */
export const host = '127.0.0.1';

/** A running server, started by this process or adopted. */
export interface RunningServer {
  pid: number;
  port: number;
}

/** The settings that the hub relies on; given on the command line, so that no file can change them. */
function serverArguments(clusterDir: string, port: number): string[] {
  const settings = [
    `listen_addresses=${host}`,
    `port=${port}`,
    'unix_socket_directories=',
    'max_connections=100',
    'fsync=on',
    'full_page_writes=on',
    'synchronous_commit=on',
    'password_encryption=scram-sha-256',
    'timezone=UTC',
    'log_timezone=UTC',
    'lc_messages=C',
    'logging_collector=on',
    'log_directory=log',
    'log_filename=server-%a.log',
    'log_rotation_age=1d',
    'log_rotation_size=0',
    'log_truncate_on_rotation=on',
    'log_line_prefix=%m [%p] %u@%d ',
    // Statements and details of errors carry content and names of persons, which do not belong into a log.
    'log_min_error_statement=panic',
    'log_error_verbosity=terse',
  ];
  return ['-D', clusterDir, ...settings.flatMap((setting) => ['-c', setting])];
}

/**
 * Starts the server and waits until it accepts connections, however long its crash recovery takes. It gets a session of
 * its own, so that neither the terminal's Ctrl-C nor the hub's death takes it down.
 */
export async function launch(cluster: Cluster, port: number, log: PostgresLog): Promise<RunningServer> {
  const { clusterDir, base } = cluster.place;
  const output = await open(join(base, 'postgres-start.log'), 'w', 0o600);
  try {
    const child = spawn(cluster.binaries.postgres, serverArguments(clusterDir, port), {
      ...runAs(cluster),
      detached: true,
      stdio: ['ignore', output.fd, output.fd],
    });
    child.unref();
    return { pid: await outcome(cluster, child, log), port };
  } catch (error) {
    throw explain(error, 'starting PostgreSQL', base);
  } finally {
    await output.close();
  }
}

async function outcome(cluster: Cluster, child: ChildProcess, log: PostgresLog): Promise<number> {
  const since = new Date().toISOString().replace('T', ' ').replace('Z', '');
  const end = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('exit', (code, by) => {
      const how = by ? `signal ${by}` : `exit code ${String(code)}`;
      lastOutput(cluster, since).then(
        (text) => {
          reject(
            explain(`PostgreSQL ended with ${how}`, 'starting PostgreSQL', cluster.place.clusterDir, text),
          );
        },
        (error: unknown) => {
          reject(explain(error, 'reading PostgreSQL’s log', cluster.place.clusterDir));
        },
      );
    });
  });
  end.catch(() => undefined);
  const started = performance.now();
  let told = started;
  const ready = async () => {
    if (performance.now() - told > 10_000) {
      told = performance.now();
      log.info(
        { seconds: Math.round((told - started) / 1000) },
        'PostgreSQL is still recovering what a crash left',
      );
    }
    const file = await readPostmasterFile(cluster.place.clusterDir);
    return file?.pid === child.pid && file?.ready === true;
  };
  const gone = () => child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
  await Promise.race([end, until(async () => gone() || (await ready()), Number.POSITIVE_INFINITY)]);
  return gone() ? end : (child.pid ?? end);
}

async function lastOutput({ place }: Cluster, since: string): Promise<string> {
  const start = await readFile(join(place.base, 'postgres-start.log'), 'utf8');
  const current = await readFile(join(place.clusterDir, 'current_logfiles'), 'utf8').catch(() => '');
  const name = /^stderr (.+)$/m.exec(current)?.[1];
  const collected =
    name === undefined ? '' : await readFile(join(place.clusterDir, name), 'utf8').catch(() => '');
  const lines = collected.split('\n').filter((line) => line.slice(0, since.length) >= since);
  return `${lines.join('\n').slice(-4000)}\n${start}`;
}

/** Where a server's processes are looked for, and whose they are. */
export type ServerHome = Pick<Cluster, 'place' | 'user'>;

/** The server that runs on this cluster; undefined when none does, whatever a stale postmaster.pid says. */
export async function findServer(home: ServerHome): Promise<PostmasterFile | undefined> {
  const file = await readPostmasterFile(home.place.clusterDir);
  if (!file || !(await processIsAlive(file.pid))) return undefined;
  const ours = await processesIn(home.place.clusterDir, identity(home));
  return ours === undefined || ours.includes(file.pid) ? file : undefined;
}

/** Was this server started by the same programs with the same settings as we would start it? */
export async function isAsWeStartIt(cluster: Cluster, server: PostmasterFile): Promise<boolean> {
  const { postgres } = cluster.binaries;
  const program = await programOf(server.pid);
  if (program !== undefined && program !== postgres) return false;
  const wanted = commandLine(postgres, serverArguments(cluster.place.clusterDir, server.port));
  return (await readCommandLine(cluster.place.clusterDir)) === wanted;
}

/** Stops a server: open transactions are rolled back, everything committed is on disk. */
export async function shutDown(pid: number, clusterDir: string, log: PostgresLog): Promise<void> {
  const gone = async () => !(await processIsAlive(pid));
  signal(pid, 'SIGINT');
  if (await until(gone, 60_000)) return;
  log.warn(
    { pid },
    'PostgreSQL does not end in 60 s; it is told to end at once and will recover at its next start',
  );
  signal(pid, 'SIGQUIT');
  if (await until(gone, 20_000)) return;
  throw new EmbeddedPostgresError(
    'does_not_stop',
    `PostgreSQL (process id ${pid}, ${clusterDir}) does not end: look at the disk that holds the folder, then end the process by hand.`,
  );
}

/**
 * Removes what a killed server left: waits for its orphaned processes, which hold its shared memory, and drops a
 * postmaster.pid whose process is a zombie or somebody else's by now, since PostgreSQL would take it for a living server.
 */
export async function clearLeftovers(home: ServerHome, log: PostgresLog): Promise<void> {
  const { clusterDir } = home.place;
  const orphans = () => processesIn(clusterDir, identity(home));
  const noneLeft = async () => ((await orphans()) ?? []).length === 0;
  for (const name of ['SIGTERM', 'SIGKILL'] as const) {
    if (await until(noneLeft, 5_000, 100)) break;
    const pids = (await orphans()) ?? [];
    log.warn({ pids, signal: name }, 'processes of a dead PostgreSQL are still there; ending them');
    for (const pid of pids) signal(pid, name);
  }
  if (!(await until(noneLeft, 10_000, 100))) {
    throw new EmbeddedPostgresError(
      'does_not_stop',
      `Processes of a dead PostgreSQL still use ${clusterDir} and do not end: look at the disk that holds it, or restart the machine.`,
    );
  }
  if ((await orphans()) !== undefined) await rm(join(clusterDir, 'postmaster.pid'), { force: true });
}

/** A port that is free now, below the range from which the system takes ports for outgoing connections. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 50; tries++) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    if (await isFree(port)) return port;
  }
  throw new EmbeddedPostgresError(
    'port_taken',
    'No free port for PostgreSQL was found between 20000 and 32000: end what occupies them.',
  );
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen(port, host, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}
