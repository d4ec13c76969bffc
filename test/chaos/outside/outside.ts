import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { QuirkKind, SinkKind } from '../plan/words.js';
import type { Record as SinkRecord } from './records.js';
import type { Order } from './sink.process.js';

interface Reply {
  turn: number;
  answer?: unknown;
  error?: string;
}

/** What the sinks got, and which quirks they have shown. */
export interface Told {
  records: SinkRecord[];
  shown: Partial<Record<QuirkKind, number>>;
}

/** What may still have an effect outside, and how often it has misbehaved until now. */
export interface Pulse {
  underWay: number;
  quirks: number;
}

/** The harness's side of the sinks' process. */
export class Outside {
  private turn = 0;
  private readonly waiting = new Map<
    number,
    { resolve: (answer: unknown) => void; reject: (error: Error) => void }
  >();

  private constructor(
    private readonly child: ChildProcess,
    readonly urls: Record<SinkKind, string>,
  ) {
    child.on('message', ({ turn, answer, error }: Reply) => {
      const asked = this.waiting.get(turn);
      this.waiting.delete(turn);
      if (error === undefined) asked?.resolve(answer);
      else asked?.reject(new Error(error));
    });
  }

  static async start(): Promise<Outside> {
    const child = fork(fileURLToPath(new URL('sink.process.ts', import.meta.url)), {
      execArgv: process.execArgv,
    });
    const [said] = (await once(child, 'message')) as [{ urls: Record<SinkKind, string> }];
    return new Outside(child, said.urls);
  }

  async tell(): Promise<Told> {
    return (await this.order({ do: 'tell' })) as Told;
  }

  async pulse(): Promise<Pulse> {
    return (await this.order({ do: 'pulse' })) as Pulse;
  }

  order(order: Order): Promise<unknown> {
    this.turn += 1;
    const { turn } = this;
    return new Promise((resolve, reject) => {
      this.waiting.set(turn, { resolve, reject });
      this.child.send({ turn, order });
    });
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.disconnect();
    await ended;
  }
}
