import type { Logger } from './log/index.js';

interface Step {
  name: string;
  run: () => Promise<void> | void;
}

/** How to end what was started, run in the reverse order. One that fails does not keep the others from ending. */
export class Undo {
  private readonly steps: Step[] = [];
  private running: Promise<void> | undefined;

  constructor(private readonly logger: Logger) {}

  push(name: string, run: Step['run']): void {
    this.steps.push({ name, run });
  }

  /** Ends `name` only after `other` has ended, though it started later. */
  before(other: string, name: string, run: Step['run']): void {
    const at = this.steps.findIndex((step) => step.name === other);
    this.steps.splice(at < 0 ? this.steps.length : at, 0, { name, run });
  }

  all(): Promise<void> {
    return (this.running ??= this.run());
  }

  private async run(): Promise<void> {
    for (const { name, run } of this.steps.toReversed()) {
      try {
        await run();
      } catch (error) {
        this.logger.error({ err: error }, `${name} did not end as it should`);
      }
    }
  }
}
