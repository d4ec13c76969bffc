import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Arm } from '../plan/words.js';
import { until } from '../../support/until.js';
import type { Build } from './build.js';

interface Said {
  waits?: string;
  passed?: string;
}

/** One process of the hub, with the points of the chaos tests inside. */
export class Node {
  private static readonly living = new Set<Node>();
  private static isOver = false;
  private isReady = false;
  private stderr = '';
  private readonly child: ChildProcess;
  readonly ended: Promise<unknown>;

  constructor(
    build: Build,
    environment: Record<string, string>,
    arms: readonly Arm[],
    on: { wait: (arm: string) => void; pass: (point: string) => void },
  ) {
    if (Node.isOver) throw new Error('the run is over');
    const { PATH = '', HOME = '', CHAOS_LOG_LEVEL = 'warn' } = process.env;
    const env = {
      PATH,
      HOME,
      HUB_LOG_LEVEL: CHAOS_LOG_LEVEL,
      ...environment,
      CHAOS_ARMS: JSON.stringify(arms),
    };
    this.child = spawn(process.execPath, ['--import', build.points, build.main], {
      env,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    Node.living.add(this);
    this.ended = once(this.child, 'close').finally(() => Node.living.delete(this));
    this.child.stderr?.on('data', (chunk: Buffer) => {
      this.stderr += chunk.toString();
    });
    if (this.child.stdout)
      createInterface({ input: this.child.stdout }).on('line', (line) => {
        this.isReady ||= line.startsWith('READY ');
      });
    this.child.on('message', ({ waits, passed }: Said) => {
      if (waits !== undefined) on.wait(waits);
      if (passed !== undefined) on.pass(passed);
    });
    // Whoever speaks to a process that has just died is told by its end.
    this.child.on('error', (error) => {
      this.stderr += `${error.message}\n`;
    });
  }

  /** Ends every process; none starts from now on. */
  static async endAll(): Promise<void> {
    Node.isOver = true;
    await Promise.all([...Node.living].map((node) => node.end('SIGKILL')));
  }

  get noise(): string {
    return this.stderr;
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  get wasKilled(): boolean {
    return this.child.signalCode === 'SIGKILL';
  }

  /** Waits until it serves. Resolves false when it has ended instead. */
  async ready(): Promise<boolean> {
    await until(() => this.isReady || !this.isRunning, Boolean, { withinMs: 120_000 });
    return this.isReady;
  }

  /** From now on these moments are watched for, counted from here. */
  arm(arms: readonly Arm[]): void {
    this.say({ arms });
  }

  /** Lets a process that waits at an arm go on. */
  go(arm: string): void {
    this.say({ go: arm });
  }

  disk(state: 'full' | 'free'): void {
    this.say({ disk: state });
  }

  async end(signal: NodeJS.Signals): Promise<void> {
    if (this.isRunning) this.child.kill(signal);
    await this.ended;
  }

  private say(word: object): void {
    if (this.child.connected) this.child.send(word, () => undefined);
  }
}
