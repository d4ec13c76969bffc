import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * The demo office as a first start makes it, kept for the tests of one run: making it anew costs each of them some
 * fifteen seconds. A hub's data do not move, so every test gets the same folder and the same ports, one after the other; each of jest's workers has its own.
 */
export class DemoStore {
  readonly dataDir: string;
  private readonly kept: string;
  private readonly portFile: string;

  constructor(folder: string) {
    this.dataDir = join(folder, 'data');
    this.kept = join(folder, 'kept');
    this.portFile = join(this.kept, 'port');
  }

  /** Undefined outside of a run of tests: then everybody makes their own. */
  static ofRun(): DemoStore | undefined {
    const folder = process.env['TEST_DEMO_FOLDER'];
    return folder === undefined
      ? undefined
      : new DemoStore(join(folder, process.env['JEST_WORKER_ID'] ?? '1'));
  }

  /** The port of what is kept, if something is. */
  async port(): Promise<number | undefined> {
    return existsSync(this.portFile) ? Number(await readFile(this.portFile, 'utf8')) : undefined;
  }

  /** Keeps what a hub that has ended left behind. */
  async keep(port: number): Promise<void> {
    await mkdir(this.kept, { recursive: true });
    await copy(this.dataDir, join(this.kept, 'data'));
    const cluster = await this.cluster();
    if (cluster !== undefined) await copy(cluster, join(this.kept, 'cluster'));
    await writeFile(this.portFile, String(port));
  }

  /** Puts back what is kept, in place of what a test made of it. */
  async restore(): Promise<void> {
    await rm(this.dataDir, { recursive: true, force: true });
    await copy(join(this.kept, 'data'), this.dataDir);
    const cluster = await this.cluster();
    if (cluster === undefined) return;
    await rm(cluster, { recursive: true, force: true });
    await mkdir(dirname(cluster), { recursive: true });
    await copy(join(this.kept, 'cluster'), cluster);
  }

  /** Where the database stands when it is not in the folder itself: for root. */
  private async cluster(): Promise<string | undefined> {
    return readlink(join(this.dataDir, 'postgres')).catch(() => undefined);
  }
}

/** With owners, modes and links as they are. */
async function copy(from: string, to: string): Promise<void> {
  await run('cp', ['-a', from, to]);
}
