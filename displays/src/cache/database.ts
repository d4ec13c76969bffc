import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { DeviceKey, HubKey } from '../../../src/contract/display-link.js';
import type { Signed } from '../../../src/contract/display.js';
import type { KeptManifest } from './manifest.js';

/** The device's own key. The private half cannot leave the browser. */
export interface Device {
  keyId: string;
  publicKey: DeviceKey;
  privateKey: CryptoKey;
}

/** What a player keeps. Everything but the device is lost without harm: the hub sends it again. */
export interface Kept {
  device: Device;
  hubKey: HubKey;
  screenId: string;
  manifest: KeptManifest;
  card: Signed;
  alert: Signed;
  /** What has to be added to the browser's clock to get the hub's, in milliseconds. */
  clockOffset: number;
  /** The latest time that was over, by the hub's clock: no later start can be before it. Milliseconds since 1970. */
  clockNewest: number;
  /** What the hub handed out at the newest connection; shown at the next one. */
  ticket: string;
}

interface Schema extends DBSchema {
  kept: { key: string; value: Kept[keyof Kept] };
  blobs: { key: string; value: ArrayBuffer };
}

/** The player's store in IndexedDB. */
export class Database {
  private constructor(private readonly db: IDBPDatabase<Schema>) {}

  static async open(): Promise<Database> {
    const db = await openDB<Schema>('tongbo-display', 1, {
      upgrade(fresh) {
        fresh.createObjectStore('kept');
        fresh.createObjectStore('blobs');
      },
    });
    return new Database(db);
  }

  async get<K extends keyof Kept>(name: K): Promise<Kept[K] | undefined> {
    return (await this.db.get('kept', name)) as Kept[K] | undefined;
  }

  async set<K extends keyof Kept>(name: K, value: Kept[K]): Promise<void> {
    await this.db.put('kept', value, name);
  }

  /** Writes all of these or none: a device's key without its ticket would be taken for a copy. */
  async setAll(values: Partial<Kept>): Promise<void> {
    const tx = this.db.transaction('kept', 'readwrite');
    const puts = (Object.keys(values) as (keyof Kept)[]).flatMap((name) => {
      const value = values[name];
      return value === undefined ? [] : [tx.store.put(value, name)];
    });
    await Promise.all([...puts, tx.done]);
  }

  async blob(hash: string): Promise<ArrayBuffer | undefined> {
    return this.db.get('blobs', hash);
  }

  async putBlob(hash: string, content: ArrayBuffer): Promise<void> {
    await this.db.put('blobs', content, hash);
  }

  /** Removes every blob but these; a piece of a large one goes by what stands before its `#`. */
  async keepBlobs(hashes: ReadonlySet<string>): Promise<void> {
    const tx = this.db.transaction('blobs', 'readwrite');
    const all = await tx.store.getAllKeys();
    await Promise.all([
      ...all.filter((key) => !hashes.has(key.replace(/#.*$/, ''))).map((hash) => tx.store.delete(hash)),
      tx.done,
    ]);
  }

  /** Forgets all there is, the device's key included. */
  async wipe(): Promise<void> {
    const tx = this.db.transaction(['kept', 'blobs'], 'readwrite');
    await Promise.all([tx.objectStore('kept').clear(), tx.objectStore('blobs').clear(), tx.done]);
  }
}
