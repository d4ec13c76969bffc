import { dirname } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type HubConfig } from '../platform/config/index.js';
import { loadSigningKey, type SigningKey } from '../platform/keys/index.js';
import { DATABASE, type Db } from '../store/database.js';

const NAME = 'ledger-ed25519';

/** The key that signs anchors and receipts. The first process to use it leaves its public half in the database. */
@Injectable()
export class LedgerKey {
  private key: Promise<SigningKey> | undefined;

  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(CONFIG) private readonly config: Pick<HubConfig, 'secretsFile'>,
  ) {}

  /** @throws Error with a sentence when the file is damaged, or this process has another key than the others */
  load(): Promise<SigningKey> {
    this.key ??= this.open().catch((error: unknown) => {
      this.key = undefined;
      throw error;
    });
    return this.key;
  }

  private async open(): Promise<SigningKey> {
    const home = dirname(this.config.secretsFile);
    const key = await loadSigningKey(home, NAME);
    await this.db
      .insertInto('hub_public_key')
      .values({ name: NAME, public_key: key.publicKey })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const { public_key } = await this.db
      .selectFrom('hub_public_key')
      .select('public_key')
      .where('name', '=', NAME)
      .executeTakeFirstOrThrow();
    if (public_key === key.publicKey) return key;
    throw new Error(
      `The key ${home}/keys/${NAME}.pem is not the one that this database's ledger is signed with: copy it from a node that runs or from a backup.`,
    );
  }
}
