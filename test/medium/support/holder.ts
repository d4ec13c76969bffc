import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { z } from 'zod';

const Line = z.object({
  pid: z.int().optional(),
  port: z.int().optional(),
  superuserUrl: z.string().optional(),
  ownerUrl: z.string().optional(),
  appUrl: z.string().optional(),
  uid: z.int().optional(),
  restarted: z.int().optional(),
  refused: z.string().optional(),
  sentence: z.string().optional(),
});
type Line = z.infer<typeof Line>;

interface Running {
  pid: number;
  port: number;
  superuserUrl: string;
  /** Of the hub's own database. */
  ownerUrl: string;
  appUrl: string;
}

/** How to run the stand-in for the hub: the program with its loader, and who runs it. */
export interface HolderCommand {
  args: string[];
  uid?: number;
  gid?: number;
}

/** A process that holds an embedded PostgreSQL as the hub does (hold-postgres.ts). */
export class Holder {
  readonly #lines: AsyncIterator<string, undefined>;
  #noise = '';

  private constructor(readonly child: ChildProcess) {
    if (!child.stdout || !child.stderr) throw new Error('the holder needs pipes');
    this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    child.stderr.on('data', (chunk: Buffer) => {
      this.#noise += chunk.toString();
    });
  }

  static start(command: HolderCommand, dataDir: string): Holder {
    const { args, ...identity } = command;
    return new Holder(
      spawn(process.execPath, [...args, dataDir], { ...identity, stdio: ['ignore', 'pipe', 'pipe'] }),
    );
  }

  /** What it logged so far. */
  get noise(): string {
    return this.#noise;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Its next line; fails with what it logged when it ended without one. */
  async line(): Promise<Line> {
    const { value, done } = await this.#lines.next();
    if (done) throw new Error(`the holder ended: ${this.#noise}`);
    return Line.parse(JSON.parse(value));
  }

  /** Its first line, which must say that PostgreSQL runs. */
  async running(): Promise<Running> {
    const { pid, port, superuserUrl, ownerUrl, appUrl, sentence } = await this.line();
    if (!pid || !port || !superuserUrl || !ownerUrl || !appUrl)
      throw new Error(`PostgreSQL did not start: ${sentence ?? ''} ${this.#noise}`);
    return { pid, port, superuserUrl, ownerUrl, appUrl };
  }

  /** Sends a signal and waits for the end. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const ended = once(this.child, 'exit');
      this.child.kill(signal);
      await ended;
    }
    return this.child.exitCode;
  }
}
