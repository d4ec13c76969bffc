import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { CONFIG, type HubConfig } from '../../platform/config/index.js';
import { HealthRegistry } from '../../platform/health/index.js';
import { SHELF, type Shelf } from '../../platform/storage/shelf.js';
import { databaseNow, DATABASE, type Db } from '../../store/database.js';
import { Housekeeping } from '../../store/housekeeping.js';
import { LedgerKey } from '../ledger-key.js';
import { lastSeal, sealOf, type Seal } from '../seals.js';
import { makeAnchor, type Anchor } from './anchor.js';
import { AnchorBook } from './anchor-book.js';

/** At most one anchor a minute; a hub that seals nothing new writes none. */
const EVERY_MS = 60_000;

/** Keeps the newest seal outside the database, and looks whether the database still has what was kept before. */
@Injectable()
export class Anchoring implements OnApplicationBootstrap {
  private readonly book: AnchorBook;
  private trouble: string | undefined;

  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(CONFIG) private readonly config: HubConfig,
    @Inject(SHELF) shelf: Shelf,
    private readonly housekeeping: Housekeeping,
    private readonly key: LedgerKey,
    health: HealthRegistry,
  ) {
    this.book = new AnchorBook(shelf);
    if (config.roles.includes('scheduler'))
      health.register({
        name: 'anchors',
        check: () => (this.trouble === undefined ? { ok: true } : { ok: false, reason: this.trouble }),
      });
  }

  onApplicationBootstrap(): void {
    this.housekeeping.every('anchor', '*/10 * * * * *', () => this.round());
  }

  /** One look; writes an anchor when there is something new and the last one is a minute old. */
  async round(): Promise<void> {
    const [newest, seal, now] = await Promise.all([
      this.book.newest(),
      lastSeal(this.db),
      databaseNow(this.db),
    ]);
    this.trouble = newest && (await this.compare(newest));
    if (!seal || this.trouble !== undefined || !isDue(newest, seal, now)) return;
    const key = await this.key.load();
    await this.book.add(makeAnchor(seal, key, { hub: this.config.publicUrl, at: now }));
  }

  /** A ledger that was cut or replaced is not anchored again: what was kept stays the evidence. */
  private async compare({ number, hash, at }: Anchor): Promise<string | undefined> {
    const kept = await sealOf(this.db, String(number));
    if (kept?.hash === hash) return undefined;
    return kept
      ? `the ledger's seal ${number} is not the one that was anchored at ${at}: run npm run ledger:verify`
      : `the ledger has lost its seal ${number}, which was anchored at ${at}: run npm run ledger:verify`;
  }
}

function isDue(newest: Anchor | undefined, seal: Seal, now: Date): boolean {
  if (!newest) return true;
  const age = now.getTime() - Date.parse(newest.at);
  // After the clock was set back the last anchor lies ahead of it.
  return BigInt(seal.number) > BigInt(newest.number) && (age >= EVERY_MS || age < 0);
}
