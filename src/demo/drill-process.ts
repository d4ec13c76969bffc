import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '../platform/log/index.js';
import { readDrillLine, type DrillLine } from './drill-line.js';

export interface DrillProcessOptions {
  /** The channel's id. */
  id: string;
  /** The program's file. */
  main: string;
  /** Where it keeps its state; made when it is missing. */
  dataDir: string;
  hubPublicUrl: string;
  log: Logger;
  /** Node's own arguments, by default those of this process. */
  execArgv?: readonly string[] | undefined;
  /** It has to serve within this time, in milliseconds. */
  startWithinMs?: number | undefined;
  /** What it says each time it serves. */
  onServing(line: DrillLine): void;
  /** Why a start failed, in one sentence. It is started again after a pause. */
  onFailure(sentence: string): void;
}

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

/** A bound against hanging: the demo's first start waits for its drills, also on a busy machine. */
const defaultStartMs = 60_000;
const firstPauseMs = 500;
const longestPauseMs = 60_000;
/** One that has served for so long starts with short pauses again. */
const steadyAfterMs = 60_000;
/** One that was asked to end gets so long. */
const endWithinMs = 3_000;

/** Milliseconds to wait before the next start, after so many ends one after the other. */
export const pauseAfter = (ends: number): number =>
  Math.min(firstPauseMs * 2 ** Math.max(0, ends - 1), longestPauseMs);

/** A drill in a process of its own: kept running until `stop`, and never for longer than the hub lives. */
export class DrillProcess {
  /** Settles when the first start has served or failed. */
  readonly started: Promise<void>;
  private readonly stopping = new AbortController();
  private readonly running: Promise<void>;
  private settle: () => void = () => undefined;
  private child: Child | undefined;
  /** Why the hub ended it, and the end of what it wrote to its standard error. */
  private blame: string | undefined;
  private noise = '';

  constructor(private readonly options: DrillProcessOptions) {
    this.started = new Promise((resolve) => {
      this.settle = resolve;
    });
    this.running = this.keep();
  }

  /** Ends it, by force when it does not end by itself. Safe to call twice. */
  async stop(): Promise<void> {
    this.stopping.abort();
    if (this.child) end(this.child);
    await this.running;
  }

  private async keep(): Promise<void> {
    const { signal } = this.stopping;
    for (let ends = 0; !signal.aborted;) {
      const began = performance.now();
      await this.runOnce().catch((error: unknown) => {
        this.fail(error instanceof Error ? error.message : String(error));
      });
      this.settle();
      ends = performance.now() - began > steadyAfterMs ? 1 : ends + 1;
      await delay(pauseAfter(ends), undefined, { signal, ref: false }).catch(() => undefined);
    }
    this.settle();
  }

  /** One life of the program: from its start to its end. Rejects when it could not begin. */
  private async runOnce(): Promise<void> {
    const { id, log, dataDir, startWithinMs = defaultStartMs } = this.options;
    await mkdir(dataDir, { recursive: true });
    if (this.isStopping()) return;
    const child = (this.child = this.spawn());
    const closed = once(child, 'close');
    const late = setTimeout(() => {
      this.blame = `it did not say within ${startWithinMs / 1000} s where it serves`;
      end(child, 0);
    }, startWithinMs);
    const life = { serves: false };
    this.listen(child, (line) => {
      clearTimeout(late);
      life.serves = true;
      log.info({ drill: id, page: line.url }, 'a drill serves');
      this.options.onServing(line);
      this.settle();
    });
    const [code, signal] = (await closed.finally(() => {
      clearTimeout(late);
    })) as [number | null, string | null];
    this.child = undefined;
    if (this.isStopping()) return;
    const how = code === null ? `by ${signal ?? 'a signal'}` : `with exit code ${code}`;
    const why = this.blame ?? `it ended ${how}${tellingLine(this.noise)}`;
    if (life.serves) log.warn({ drill: id }, `a drill is started again: ${why}`);
    else this.fail(why);
  }

  /** In a session of its own: Ctrl-C ends the hub, which ends its drills when nothing needs them any more. */
  private spawn(): Child {
    const { main, dataDir, hubPublicUrl, execArgv = process.execArgv } = this.options;
    return spawn(process.execPath, [...execArgv, main, JSON.stringify({ dataDir, hubPublicUrl })], {
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
    });
  }

  private listen(child: Child, serving: (line: DrillLine) => void): void {
    const { id, log } = this.options;
    [this.blame, this.noise] = [undefined, ''];
    // A drill that has ended cannot be written to; its end is noticed by itself.
    child.stdin.on('error', () => undefined);
    createInterface({ input: child.stdout }).on('line', (text) => {
      try {
        const line = readDrillLine(text);
        if (line) serving(line);
      } catch (error) {
        this.blame = error instanceof Error ? error.message : String(error);
        end(child);
      }
    });
    createInterface({ input: child.stderr }).on('line', (text) => {
      this.noise = `${this.noise}${text}\n`.slice(-4_000);
      log.warn({ drill: id, text: text.slice(0, 2_000) }, 'a drill wrote');
    });
  }

  private isStopping(): boolean {
    return this.stopping.signal.aborted;
  }

  private fail(sentence: string): void {
    this.options.log.error({ drill: this.options.id }, `a drill does not serve: ${sentence}`);
    this.options.onFailure(sentence);
  }
}

/** Closes its standard input, which is how a drill is asked to end, and does not wait for ever. */
function end(child: Child, withinMs = endWithinMs): void {
  child.stdin.end();
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), withinMs);
  child.once('close', () => {
    clearTimeout(timer);
  });
}

/** Of a stack that a program left, the line that says what happened. */
function tellingLine(noise: string): string {
  const lines = noise.split('\n').filter((line) => line.trim() !== '');
  const line = lines.findLast((text) => /^\s*(?:Uncaught )?\w*Error\b.*: /.test(text)) ?? lines.at(-1);
  return line === undefined ? '' : `: ${line.trim().slice(0, 300)}`;
}
