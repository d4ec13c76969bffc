import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { findRunningPostgres } from '../../../src/platform/postgres/running.js';
import { freePair } from '../../support/free-pair.js';
import { until } from '../../support/until.js';
import type { Ground } from './ground.js';

/** A data folder of one hub, whose PostgreSQL the hub starts itself. */
export class EmbeddedGround implements Ground {
  readonly redis = undefined;

  private constructor(
    private readonly folder: string,
    private readonly port: number,
    private readonly origins: string,
  ) {}

  static async start(origins: readonly string[]): Promise<EmbeddedGround> {
    const folder = await mkdtemp(join(tmpdir(), 'hub-chaos-'));
    const ground = new EmbeddedGround(folder, await freePair(), origins.join(','));
    await mkdir(ground.data, { recursive: true });
    return ground;
  }

  private get data(): string {
    return join(this.folder, 'data');
  }

  get console(): string {
    return `http://localhost:${this.port}`;
  }

  get firstRunFolder(): string {
    return this.data;
  }

  environment(): Record<string, string> {
    return {
      HUB_DATA: this.data,
      HUB_DEMO: 'off',
      PORT: String(this.port),
      HUB_ALLOWED_ORIGINS: this.origins,
    };
  }

  verifierEnvironment(): Record<string, string> {
    return this.environment();
  }

  async keep(): Promise<void> {
    await this.endServer();
    const kept = join(this.folder, 'kept');
    await cp(this.data, kept, { recursive: true, verbatimSymlinks: true, filter: notASocket });
    await copyCluster(await this.cluster(), join(this.folder, 'kept-cluster'));
  }

  /** The folder itself stays: the lock on it goes by what it is, not by its name. */
  async restore(): Promise<void> {
    await this.endServer();
    const cluster = await this.cluster();
    for (const name of await readdir(this.data))
      await rm(join(this.data, name), { recursive: true, force: true });
    await cp(join(this.folder, 'kept'), this.data, { recursive: true, verbatimSymlinks: true });
    await rm(cluster, { recursive: true, force: true });
    await copyCluster(join(this.folder, 'kept-cluster'), cluster);
  }

  async breakDatabase(signal: NodeJS.Signals): Promise<void> {
    process.kill(await this.postmaster(), signal);
    await Promise.resolve();
  }

  async urls(): Promise<{ appUrl: string; ownerUrl: string }> {
    const urls = await findRunningPostgres(this.data);
    if (!urls) throw new Error('the database does not run');
    return { appUrl: urls.appUrl(), ownerUrl: urls.ownerUrl() };
  }

  async stop(): Promise<void> {
    await this.endServer();
    const elsewhere = await readlink(join(this.data, 'postgres')).catch(() => undefined);
    if (elsewhere !== undefined) await rm(dirname(elsewhere), { recursive: true, force: true });
    await rm(this.folder, { recursive: true, force: true });
  }

  /** A hub that was killed leaves its server running. */
  private async endServer(): Promise<void> {
    const pid = await this.postmaster().catch(() => undefined);
    if (pid === undefined || !lives(pid)) return;
    process.kill(pid, 'SIGQUIT');
    await until(() => !lives(pid), Boolean, { withinMs: 30_000 });
  }

  private async postmaster(): Promise<number> {
    const [pid = ''] = (await readFile(join(await this.cluster(), 'postmaster.pid'), 'utf8')).split('\n');
    return Number(pid);
  }

  private async cluster(): Promise<string> {
    const inFolder = join(this.data, 'postgres');
    return readlink(inFolder).catch(() => inFolder);
  }
}

const notASocket = (path: string): boolean => !path.endsWith('.sock');

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** With owners and modes, which PostgreSQL insists on. */
async function copyCluster(from: string, to: string): Promise<void> {
  await promisify(execFile)('cp', ['-a', '--reflink=auto', from, to]);
}
