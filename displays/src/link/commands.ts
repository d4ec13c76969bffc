import { z } from 'zod';
import type { CommandDoneV1, CommandKind, CommandV1 } from '../../../src/contract/display-commands.js';

/** Carries a command out. What it throws is answered as the reason why not. */
export type CommandHandler = (command: CommandV1) => Promise<void>;
type Done = Omit<CommandDoneV1, 'screenId'>;

const memoryKey = 'tongbo-commands';
/** The hub asks again for ten minutes; nobody gives so many commands within them. */
const remembered = 50;
const Memory = z.array(z.object({ id: z.string(), ok: z.boolean(), detail: z.string().optional() }));

/** What of localStorage is used: it outlives a reload and a restart of the browser. */
type Memo = Pick<Storage, 'getItem' | 'setItem'>;

/**
 * What the hub's members ask of this screen. Each kind has one handler, put here by whoever can carry it out; a command is
 * carried out once, however often the hub asks, and then only answered again.
 */
export class Commands {
  private readonly handlers = new Map<CommandKind, { carryOut: CommandHandler; answersFirst: boolean }>();
  private readonly running = new Set<string>();

  /** `answer` says what came of it; what it rejects with is tried again when the hub asks again. */
  constructor(
    private readonly answer: (done: Done) => Promise<unknown>,
    private readonly memo: Memo = localStorage,
  ) {}

  /** `answersFirst`: for what ends this page, so that nothing could be said afterwards. */
  on(kind: CommandKind, carryOut: CommandHandler, { answersFirst = false } = {}): void {
    this.handlers.set(kind, { carryOut, answersFirst });
  }

  async take(command: CommandV1): Promise<void> {
    if (this.running.has(command.id)) return;
    const known = this.read().find(({ id }) => id === command.id);
    if (known) {
      await this.answer(known);
      return;
    }
    this.running.add(command.id);
    try {
      await this.carryOut(command);
    } finally {
      this.running.delete(command.id);
    }
  }

  private async carryOut(command: CommandV1): Promise<void> {
    const { id, kind } = command;
    const handler = this.handlers.get(kind);
    if (!handler) {
      await this.settle({ id, ok: false, detail: `this player cannot ${kind}` });
      return;
    }
    if (handler.answersFirst) {
      // Remembered before the page ends, and before an answer that may never arrive.
      await this.settle({ id, ok: true }).catch(() => undefined);
      await handler.carryOut(command);
      return;
    }
    const why = await handler.carryOut(command).then(
      () => undefined,
      (error: unknown) => String(error instanceof Error ? error.message : error).slice(0, 200),
    );
    await this.settle(why === undefined ? { id, ok: true } : { id, ok: false, detail: why });
  }

  private async settle(done: Done): Promise<void> {
    this.memo.setItem(memoryKey, JSON.stringify([...this.read(), done].slice(-remembered)));
    await this.answer(done);
  }

  private read(): Done[] {
    try {
      const memory = Memory.safeParse(JSON.parse(this.memo.getItem(memoryKey) ?? '[]'));
      return memory.success ? memory.data : [];
    } catch {
      // Damaged: as if nothing had been asked yet.
      return [];
    }
  }
}
