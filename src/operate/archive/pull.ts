/** Takes bytes in pieces of the size that is wanted from a source that gives them as it likes. */
export class Pull {
  private readonly source: AsyncIterator<Buffer>;
  private chunks: Buffer[] = [];
  private held = 0;

  constructor(source: AsyncIterable<Buffer>) {
    this.source = source[Symbol.asyncIterator]();
  }

  /** The next `count` bytes; fewer where the source ends. */
  async take(count: number): Promise<Buffer> {
    await this.gather(() => this.held >= count);
    const all = this.joined();
    const taken = all.subarray(0, count);
    this.keep(all.subarray(count));
    return taken;
  }

  /** The next line without its end; undefined when there is none within `longest` bytes. */
  async line(longest: number): Promise<string | undefined> {
    let all: Buffer = Buffer.alloc(0);
    await this.gather(() => {
      all = this.joined();
      return all.includes(0x0a) || all.length > longest;
    });
    const end = all.indexOf(0x0a);
    if (end < 0 || end > longest) return undefined;
    this.keep(all.subarray(end + 1));
    return all.toString('latin1', 0, end);
  }

  /** Whether nothing is left. */
  async isAtEnd(): Promise<boolean> {
    await this.gather(() => this.held > 0);
    return this.held === 0;
  }

  private async gather(enough: () => boolean): Promise<void> {
    while (!enough()) {
      const next = await this.source.next();
      if (next.done === true) return;
      this.chunks.push(next.value);
      this.held += next.value.length;
    }
  }

  private joined(): Buffer {
    const [only] = this.chunks;
    return only && this.chunks.length === 1 ? only : Buffer.concat(this.chunks);
  }

  private keep(rest: Buffer): void {
    this.chunks = rest.length === 0 ? [] : [rest];
    this.held = rest.length;
  }
}
