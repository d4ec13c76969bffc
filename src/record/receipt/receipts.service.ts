import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { HubError } from '../../contract/errors.js';
import { Renditions } from '../../intake/index.js';
import { CONFIG, type HubConfig } from '../../platform/config/index.js';
import { canonicalJson } from '../../platform/hash.js';
import { databaseNow, DATABASE, type Db, type Tx } from '../../store/database.js';
import { entriesOf, type LeafRow } from '../entries.js';
import { LedgerKey } from '../ledger-key.js';
import { sealNext } from '../seals.js';
import { filesOf, namesIn, subjectOf, type FileFacts, type Names, type Subject } from './facts.js';
import { prove, type Proof } from './proof.js';
import { tell, type Statement } from './statement.js';

/** The publication receipt, field by field in `docs/receipt.md`. Its file is its canonical JSON, to the byte. */
export interface Receipt extends Proof {
  format: 'tongbo-receipt.v1';
  /** The public origin of the hub. */
  hub: string;
  madeAt: string;
  office: Subject['office'];
  announcement: { id: string; title: string; permalink?: string };
  statement: Statement;
  names: Names;
  files: FileFacts[];
  key: { id: string; publicKey: string };
  /** Over the canonical JSON of all the rest. */
  signature: string;
}

/** As long as the newest entries may wait for their seal; a transaction that stays open for longer holds it up. */
const PATIENCE_MS = 5_000;
const AGAIN_MS = 100;
const BATCH = 10_000;

/** Makes publication receipts: what the ledger says of an announcement, with the proof that it says so. */
@Injectable()
export class Receipts {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(CONFIG) private readonly config: Pick<HubConfig, 'publicUrl'>,
    private readonly key: LedgerKey,
    private readonly renditions: Renditions,
  ) {}

  /**
   * Seals what is not sealed yet and makes the receipt. Rejects with `not_found`, `wrong_state` when nothing was
   * released, `unavailable` when the newest entries cannot be sealed within 5 s.
   */
  async make(officeId: string, announcementId: string): Promise<{ name: string; text: string }> {
    const { announcement } = await subjectOf(this.db, officeId, announcementId);
    const key = await this.key.load();
    const told = await this.told(officeId, announcementId);
    const versions = told.statement.versions.map(({ id }) => id);
    const files = versions.length === 0 ? [] : await filesOf(this.db, versions, this.renditions);
    const rest: Omit<Receipt, 'signature'> = {
      format: 'tongbo-receipt.v1',
      hub: this.config.publicUrl,
      ...told,
      files,
      key: { id: key.id, publicKey: key.publicKey },
    };
    const receipt: Receipt = { ...rest, signature: key.sign(canonicalJson(rest)) };
    const name = `tongbo-receipt-${announcement.slug ?? announcementId}.json`;
    return { name, text: canonicalJson(receipt) };
  }

  /** What the ledger says, once all that it says of the announcement is sealed. */
  private async told(officeId: string, announcementId: string): Promise<Told> {
    const end = performance.now() + PATIENCE_MS;
    for (;;) {
      while ((await sealNext(this.db, BATCH)) === BATCH);
      const found = await this.look(officeId, announcementId);
      if (typeof found !== 'number') return found;
      if (performance.now() > end)
        throw new HubError('unavailable', 'the newest entries are not sealed yet; try again in a moment', {
          facts: { unsealed: found },
        });
      await pause(AGAIN_MS);
    }
  }

  /** One look at one state of the database. The number of entries that have no seal, when there are some. */
  private async look(officeId: string, id: string): Promise<number | Told> {
    return this.db
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute(async (tx) => {
        const rows = await entriesOf(tx, officeId, id);
        const sealed = rows.filter(isSealed);
        return sealed.length < rows.length
          ? rows.length - sealed.length
          : this.tell(tx, officeId, id, sealed);
      });
  }

  private async tell(
    tx: Tx,
    officeId: string,
    id: string,
    rows: readonly (LeafRow & { seal: string })[],
  ): Promise<Told> {
    const { announcement, office } = await subjectOf(tx, officeId, id);
    const proof = await prove(tx, rows);
    const leaves = proof.entries.map(({ leaf }) => leaf);
    const { title, slug } = announcement;
    return {
      madeAt: (await databaseNow(tx)).toISOString(),
      office,
      announcement: {
        id,
        title,
        ...(slug === null ? {} : { permalink: `${this.config.publicUrl}/n/${slug}` }),
      },
      statement: tell(leaves),
      names: await namesIn(tx, id, leaves),
      ...proof,
    };
  }
}

/** What is read in one state of the database. */
type Told = Omit<Receipt, 'format' | 'hub' | 'files' | 'key' | 'signature'>;

const isSealed = <T extends { seal: string | null }>(row: T): row is T & { seal: string } =>
  row.seal !== null;
