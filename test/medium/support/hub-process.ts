import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** The whole hub, as it was built, in a process of its own. */
export class HubProcess {
  readonly lines: string[] = [];
  private stderr = '';
  private readonly ended: Promise<unknown>;

  private constructor(private readonly child: ChildProcess) {
    if (!child.stdout || !child.stderr) throw new Error('the hub needs pipes');
    this.ended = once(child, 'close');
    child.stderr.on('data', (chunk: Buffer) => {
      this.stderr += chunk.toString();
    });
    createInterface({ input: child.stdout }).on('line', (line) => this.lines.push(line));
  }

  static start(environment: Record<string, string>): HubProcess {
    const { PATH = '', HOME = '' } = process.env;
    const env = { PATH, HOME, HUB_LOG_LEVEL: 'warn', ...environment };
    return new HubProcess(
      spawn(process.execPath, ['dist/src/main.js'], { env, stdio: ['ignore', 'pipe', 'pipe'] }),
    );
  }

  /** What it wrote to standard error. */
  get noise(): string {
    return this.stderr;
  }

  get pid(): number {
    const { pid } = this.child;
    if (pid === undefined) throw new Error('the hub did not start');
    return pid;
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** The two URLs of its READY line; fails when it ends before. */
  async ready(): Promise<{ console: string; site: string }> {
    for (;;) {
      const line = this.lines.find((candidate) => candidate.startsWith('READY '));
      if (line !== undefined) {
        const [, console = '', site = ''] = line.split(' ');
        return { console, site };
      }
      if (!this.isRunning) throw new Error(`the hub ended: ${this.stderr}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Stops it where it stands, without its knowing, until `thaw`. */
  freeze(): void {
    this.child.kill('SIGSTOP');
  }

  thaw(): void {
    this.child.kill('SIGCONT');
  }

  /** Waits for its end, after a signal if one is given; its exit code. */
  async end(signal?: NodeJS.Signals): Promise<number | null> {
    if (signal && this.isRunning) {
      this.child.kill(signal);
      // One that is frozen takes no signal but SIGKILL before it goes on.
      this.thaw();
    }
    await this.ended;
    return this.child.exitCode;
  }
}
