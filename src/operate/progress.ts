import type { Member } from './archive/tar.js';

const EVERY_MS = 3_000;
const MB = 1024 * 1024;

/** Says now and then how far something long has come. */
export class Progress {
  private readonly counts = new Map<string, { members: number; bytes: number }>();
  private saidAt = performance.now();

  constructor(private readonly say: (text: string) => void) {}

  /** Counts one member of `what` is being done, e.g. `checked`. */
  count(what: string, bytes: number): void {
    const so = this.counts.get(what) ?? { members: 0, bytes: 0 };
    this.counts.set(what, { members: so.members + 1, bytes: so.bytes + bytes });
    if (performance.now() - this.saidAt < EVERY_MS) return;
    this.saidAt = performance.now();
    this.say(`${what} so far: ${so.members + 1} parts, ${Math.round((so.bytes + bytes) / MB)} MB`);
  }

  /** Passes members on and counts them. */
  async *follow(what: string, members: AsyncIterable<Member>): AsyncGenerator<Member> {
    for await (const member of members) {
      this.count(what, member.content.length);
      yield member;
    }
  }
}
