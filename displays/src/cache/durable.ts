import { Database, type Kept } from './database.js';
import { sha256 } from './bytes.js';

type Name = keyof Kept;

/** What a browser says when the disk is full. */
const isFull = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'QuotaExceededError';

/**
 * The player's store as the rest of the player sees it: it remembers in memory what it was given, so that a store that
 * the browser has emptied under the running page, or a full disk, takes nothing off the glass; and it writes what is
 * missing again. Blobs that could not be written are held until they can.
 */
export class Durable {
  private readonly known = new Map<Name, Kept[Name]>();
  private readonly unwritten = new Map<string, ArrayBuffer>();
  /** The disk took no more when it was last asked. */
  full = false;

  private constructor(
    private db: Database,
    private readonly open: () => Promise<Database>,
  ) {}

  static async open(open: () => Promise<Database> = () => Database.open()): Promise<Durable> {
    return new Durable(await open(), open);
  }

  get = async <K extends Name>(name: K): Promise<Kept[K] | undefined> => {
    const kept = (this.known.get(name) as Kept[K] | undefined) ?? (await this.try((db) => db.get(name)));
    if (kept !== undefined) this.known.set(name, kept);
    return kept;
  };

  /** Resolves also when the disk is full: it is written later. */
  set = async <K extends Name>(name: K, value: Kept[K]): Promise<void> => {
    this.known.set(name, value);
    await this.write((db) => db.set(name, value));
  };

  blob = async (hash: string): Promise<ArrayBuffer | undefined> =>
    this.unwritten.get(hash) ?? this.try((db) => db.blob(hash));

  putBlob = async (hash: string, content: ArrayBuffer): Promise<void> => {
    const done = await this.write((db) => db.putBlob(hash, content));
    if (!done) this.unwritten.set(hash, content);
  };

  keepBlobs = async (hashes: ReadonlySet<string>): Promise<void> => {
    for (const hash of this.unwritten.keys()) if (!hashes.has(hash)) this.unwritten.delete(hash);
    await this.write((db) => db.keepBlobs(hashes));
  };

  wipe = async (): Promise<void> => {
    this.known.clear();
    this.unwritten.clear();
    await this.again((db) => db.wipe());
  };

  /**
   * Looks whether the store still has what it was given, and writes what it lacks. Returns those of `wanted` that it
   * has lost and that are not held either: they have to come from the hub again.
   */
  async repair(wanted: readonly string[]): Promise<string[]> {
    const lacking: [Name, Kept[Name]][] = [];
    for (const [name, value] of this.known)
      if ((await this.try((db) => db.get(name))) === undefined) lacking.push([name, value]);
    if (lacking.length > 0) await this.write((db) => db.setAll(Object.fromEntries(lacking)));
    for (const [hash, content] of [...this.unwritten])
      if (await this.write((db) => db.putBlob(hash, content))) this.unwritten.delete(hash);
    const lost: string[] = [];
    for (const hash of wanted) {
      const content = await this.blob(hash);
      if (!content || (await sha256(content)) !== hash) lost.push(hash);
    }
    return lost;
  }

  /** Undefined when the store does not answer. */
  private async try<T>(ask: (db: Database) => Promise<T>): Promise<T | undefined> {
    return this.again(ask).catch(() => undefined);
  }

  /** Whether it was written. */
  private async write(put: (db: Database) => Promise<void>): Promise<boolean> {
    try {
      await this.again(put);
      this.full = false;
      return true;
    } catch (error) {
      if (isFull(error)) this.full = true;
      return false;
    }
  }

  /** A connection that the browser has closed, as it does when it empties the store, is opened anew. */
  private async again<T>(ask: (db: Database) => Promise<T>): Promise<T> {
    try {
      return await ask(this.db);
    } catch (error) {
      if (isFull(error)) throw error;
      this.db = await this.open();
      return ask(this.db);
    }
  }
}
