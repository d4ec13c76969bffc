import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { PlayV1 } from '../../../src/contract/display-plays.js';

interface Schema extends DBSchema {
  plays: { key: number; value: PlayV1 };
  counts: { key: string; value: number };
}

/** Thirty days without the hub, with a play every ten seconds. */
const mostPlays = 30 * 24 * 360;
/** Beyond that the oldest go, so many at once. */
const dropAtOnce = 1_000;
/** That the disk refused. */
const mostHeld = 1_000;

/** Plays in the order in which they were written, and the place of the last one. */
export interface Batch {
  plays: PlayV1[];
  last: number;
}

type Store = IDBPDatabase<Schema>;

const openStore = (): Promise<Store> =>
  openDB<Schema>('tongbo-plays', 1, {
    upgrade(fresh) {
      fresh.createObjectStore('plays', { autoIncrement: true });
      fresh.createObjectStore('counts');
    },
  });

/**
 * Proofs of play that wait to be sent, in a database of their own: whatever happens to what is shown, they stay, and
 * the other way round. What the disk refuses is held in memory and written with the next one.
 */
export class Spool {
  private db: Promise<Store>;
  private size = 0;
  private held: PlayV1[] = [];
  private work: Promise<unknown> = Promise.resolve();

  private constructor(
    db: Store,
    private readonly most: number,
  ) {
    this.db = Promise.resolve(db);
  }

  /** `most`: how many are kept. */
  static async open(most = mostPlays): Promise<Spool> {
    const db = await openStore();
    const spool = new Spool(db, most);
    spool.size = await db.count('plays');
    return spool;
  }

  /** How many wait. */
  get waiting(): number {
    return this.size + this.held.length;
  }

  /** How many were given up because there were too many. */
  async dropped(): Promise<number> {
    return (await this.ask((db) => db.get('counts', 'dropped'))) ?? 0;
  }

  /** Resolves when the play is on the disk, or held because the disk refused it. */
  async add(play: PlayV1): Promise<void> {
    this.held = [...this.held, play].slice(-mostHeld);
    const turn = this.work.then(() => this.write());
    this.work = turn;
    await turn;
  }

  /** The oldest ones. */
  async oldest(count: number): Promise<Batch | undefined> {
    return this.ask(async (db) => {
      const tx = db.transaction('plays');
      const [keys, plays] = await Promise.all([
        tx.store.getAllKeys(null, count),
        tx.store.getAll(null, count),
      ]);
      const last = keys[keys.length - 1];
      return last === undefined ? undefined : { plays, last };
    });
  }

  /** Forgets what has reached the hub: everything up to this place. */
  async sent({ last, plays }: Batch): Promise<void> {
    await this.ask((db) => db.delete('plays', IDBKeyRange.upperBound(last)));
    this.size = Math.max(0, this.size - plays.length);
  }

  /** Forgets everything, e.g. when the screen was removed. */
  async clear(): Promise<void> {
    this.held = [];
    await this.ask((db) => db.clear('plays'));
    this.size = 0;
  }

  private async write(): Promise<void> {
    const { held } = this;
    if (held.length === 0) return;
    try {
      await this.ask(async (db) => {
        const tx = db.transaction('plays', 'readwrite', { durability: 'strict' });
        await Promise.all([...held.map((play) => tx.store.add(play)), tx.done]);
      });
    } catch {
      return;
    }
    this.held = this.held.filter((play) => !held.includes(play));
    this.size += held.length;
    if (this.size > this.most) await this.dropOldest();
  }

  private async dropOldest(): Promise<void> {
    const count = Math.max(dropAtOnce, this.size - this.most);
    await this.ask(async (db) => {
      const tx = db.transaction(['plays', 'counts'], 'readwrite');
      const [plays, counts] = [tx.objectStore('plays'), tx.objectStore('counts')];
      const keys = await plays.getAllKeys(null, count);
      const last = keys[keys.length - 1];
      if (last !== undefined) await plays.delete(IDBKeyRange.upperBound(last));
      await counts.put(((await counts.get('dropped')) ?? 0) + keys.length, 'dropped');
      await tx.done;
      this.size -= keys.length;
    }).catch(() => undefined);
  }

  /** The browser closes the store when it empties it; then there is a new one. */
  private async ask<T>(run: (db: Store) => Promise<T>): Promise<T> {
    try {
      return await run(await this.db);
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== 'InvalidStateError') throw error;
      this.db = openStore();
      this.size = await (await this.db).count('plays');
      return run(await this.db);
    }
  }
}
