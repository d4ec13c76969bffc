import { createHash, webcrypto } from 'node:crypto';
import type { Socket } from 'socket.io-client';
import { DeviceKey, thumbprintText, type HubKey } from '../../src/contract/display-link.js';
import type { Signed } from '../../src/contract/display.js';
import type { Device, Kept } from '../../displays/src/cache/database.js';
import { Alerts } from '../../displays/src/cache/alerts.js';
import { Library, type Shelf } from '../../displays/src/cache/library.js';
import { Hub } from '../../displays/src/link/hub.js';
import { Session } from '../../displays/src/link/session.js';
import { Sync } from '../../displays/src/link/sync.js';
import { isSignedBy } from '../../src/platform/keys/index.js';
import { now } from './talk.js';

/**
 * What the hub has signed once is checked once, and by Node's own Ed25519: a thousand of these screens share one
 * processor, and real ones do not. The two players in Chromium check everything themselves.
 */
const checked = new Map<string, boolean>();
function isSigned(key: HubKey, { payload, signature, keyId }: Signed): boolean {
  const said = `${key.publicKey} ${keyId} ${signature} ${payload}`;
  const known = checked.get(said);
  if (known !== undefined) return known;
  // The last heads, and a card for each screen.
  if (checked.size > 20_000) checked.clear();
  const is = keyId === key.id && isSignedBy(key.publicKey, payload, signature);
  checked.set(said, is);
  return is;
}

/** A key as a screen makes it. */
export async function aDevice(): Promise<Device> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const { privateKey, publicKey } = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const jwk = DeviceKey.parse(await webcrypto.subtle.exportKey('jwk', publicKey));
  const keyId = `sha256:${createHash('sha256').update(thumbprintText(jwk)).digest('hex')}`;
  return { keyId, publicKey: jwk, privateKey };
}

/** The player's store, in memory. */
function aShelf(kept: Partial<Kept>): Shelf {
  const blobs = new Map<string, ArrayBuffer>();
  return {
    get: (name) => Promise.resolve(kept[name]),
    set: (name, value) => Promise.resolve(void (kept[name] = value)),
    blob: (hash) => Promise.resolve(blobs.get(hash)),
    putBlob: (hash, content) => Promise.resolve(void blobs.set(hash, content)),
    keepBlobs: (hashes) => {
      for (const hash of blobs.keys()) if (!hashes.has(hash.replace(/#.*$/, ''))) blobs.delete(hash);
      return Promise.resolve();
    },
  };
}

/** The player's link and library without glass: an item counts as painted as soon as it is complete. */
export class BenchScreen {
  private readonly session: Session;
  private readonly library: Library;
  private readonly sync: Sync;
  private readonly alerts: Alerts;
  private screenId = '';
  /** The epoch that the hub named at the last welcome. */
  private told = 0;
  /** When each item was first complete, and when it had left. */
  readonly painted = new Map<string, number>();
  readonly gone = new Map<string, number>();
  /** When it last heard of something new. */
  heardAt = 0;
  /** When it last took in what stands above its programme. */
  alertedAt = 0;
  /** When it was last welcomed, and has all that it was told of. */
  welcomedAt = 0;
  settledAt = 0;

  constructor(device: Device, hubKey: HubKey, origin: string) {
    const shelf = aShelf({ device, hubKey });
    this.library = new Library(shelf, isSigned);
    this.alerts = new Alerts(shelf, isSigned);
    this.session = new Session(
      device,
      {
        welcome: ({ screenId, card, epoch, alert }) => {
          this.screenId = screenId;
          this.told = epoch;
          this.welcomedAt = now();
          this.session.alive(this.picture());
          void this.sync.welcome(screenId, card, epoch).then(() => {
            if (alert) void this.raised(alert);
            if (this.library.have?.epoch === epoch) this.settledAt = now();
          });
        },
        unknown: () => fail('a screen is not known'),
        copied: () => fail('a screen was taken for a copy'),
        command: () => undefined,
        revoked: () => fail('a screen was revoked'),
        epoch: (epoch) => {
          this.sync.want(epoch);
        },
        news: (news) => {
          this.heardAt = now();
          this.sync.offer(news);
        },
        card: ({ card, epoch }) => void this.sync.card(card, epoch),
        alert: (alert) => void this.raised(alert),
        lost: () => {
          this.settledAt = 0;
        },
      },
      () => ({ alert: this.alerts.current?.seq, card: this.library.cardVersion }),
      origin,
    );
    this.sync = new Sync(this.library, new Hub(this.session.freshToken, origin), this.session, {
      changed: () => this.changed(),
      refused: fail,
    });
  }

  get epoch(): number | undefined {
    return this.library.manifest?.epoch;
  }

  /** For who looks into why it does not settle. */
  get state(): string {
    const ago = (at: number): string => (at === 0 ? 'never' : `${String(Math.round(now() - at))} ms ago`);
    const { connected, active } = this.link;
    return `${this.screenId}: connected ${String(connected)}, active ${String(active)}, open ${String(this.session.isOpen)}, welcomed ${ago(this.welcomedAt)}, epoch ${String(this.epoch)} of ${String(this.told)}`;
  }

  get link(): Socket {
    return (this.session as unknown as { socket: Socket }).socket;
  }

  private async raised(alert: Signed): Promise<void> {
    const { group } = this.library;
    if (!(await this.alerts.take(alert, group))) return;
    this.alertedAt = now();
    await this.sync.alertShown(this.alerts.current?.seq ?? 0);
  }

  private picture() {
    const [first] = this.library.ready;
    const showing = first && { key: first.item.key, page: 0, pages: 1 };
    return { epoch: this.epoch, viewport: { width: 1920, height: 1080 }, showing };
  }

  private changed(): Promise<void> {
    const at = now();
    const keys = new Set(this.library.ready.map(({ item }) => item.key));
    for (const key of keys)
      if (!this.painted.has(key)) {
        this.painted.set(key, at);
        void this.sync.paintedItem(key);
      }
    for (const key of this.painted.keys()) if (!keys.has(key) && !this.gone.has(key)) this.gone.set(key, at);
    this.session.alive(this.picture());
    this.settledAt = at;
    return Promise.resolve();
  }
}

function fail(why: string): never {
  throw new Error(`a screen of the benchmark: ${why}`);
}
