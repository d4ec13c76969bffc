import type { HubConfig } from '../../platform/config/index.js';
import { withClient } from '../../platform/postgres/index.js';
import { openShelf } from '../../platform/storage/open.js';
import { migrateTo, migrateToLatest, migrationNames } from '../../store/migrate.js';
import { KEYS, SHELF_FILES, TABLES, type HubFacts, type Manifest } from '../archive/format.js';
import { readArchive } from '../archive/read.js';
import type { Progress } from '../progress.js';
import { Refusal } from '../refusal.js';
import { ShelfWriter } from './files.js';
import { KeyPlace } from './keys.js';
import { Load } from './load.js';
import { migrationsOf } from './tables.js';

/** Where an archive goes. */
export interface Destination {
  ownerUrl: string;
  appRole: string;
  config: Pick<HubConfig, 'files' | 'secretsFile'>;
}

/** @throws Refusal when the archive comes from a hub that this program does not know */
export function requireKnown({ migrations }: HubFacts): void {
  const stranger = migrations.find((name, index) => migrationNames[index] !== name);
  if (stranger !== undefined)
    throw new Refusal(
      `The archive is of another or a newer version of the hub (it knows ${stranger}): import it with that version.`,
    );
}

/**
 * Makes an empty hub the one that was exported: tables, files and keys, all or nothing. The archive is checked again while it is
 * read; the transaction commits when all of it was. Then the schema is brought to this program's version, and new
 * entries of the ledger stand behind the old ones.
 * @throws Refusal when the hub is not empty, or the archive does not fit
 */
export async function importHub(
  { ownerUrl, appRole, config }: Destination,
  facts: HubFacts,
  { file, passphrase, progress }: { file: string; passphrase: string; progress: Progress },
): Promise<Manifest> {
  await prepareSchema(ownerUrl, facts);
  const manifest = await withClient(ownerUrl, async (client) => {
    const files = new ShelfWriter(await openShelf(config.files));
    const keys = new KeyPlace(config.secretsFile);
    let load: Load | undefined;
    try {
      const began = await Load.begin(client, facts);
      load = began;
      await files.requireEmpty();
      const found = await readArchive(file, passphrase, {
        facts: (again) => requireSame(facts, again),
        async member(member) {
          progress.count('imported', member.content.length);
          if (member.path.startsWith(TABLES)) await began.put(member);
          else if (member.path.startsWith(KEYS)) await keys.put(member);
          else if (member.path.startsWith(SHELF_FILES)) await files.put(member);
          else throw new Refusal(`The archive holds what this hub does not know, ${member.path}.`);
        },
      });
      await began.finish(found);
      await began.commit();
      return found;
    } catch (error) {
      await (load ? load.undo() : client.query('rollback'));
      await keys.undo();
      await files.undo();
      throw error;
    }
  });
  await migrateToLatest(ownerUrl, appRole);
  await withClient(ownerUrl, (client) => client.query('analyze'));
  return manifest;
}

/** Brings a new database to the archive's version. @throws Refusal when it stands at another one */
async function prepareSchema(ownerUrl: string, { migrations }: HubFacts): Promise<void> {
  const here = await withClient(ownerUrl, migrationsOf);
  const last = migrations.at(-1);
  if (here.length === 0 && last !== undefined) return migrateTo(ownerUrl, last);
  if (here.join() !== migrations.join())
    throw new Refusal(
      'The archive is of another version of the hub than this database: import it into a new, empty database, and it will be brought to this version.',
    );
}

function requireSame(expected: HubFacts, found: HubFacts): Promise<void> {
  if (JSON.stringify(expected) !== JSON.stringify(found))
    throw new Refusal('The archive was replaced while it was read.');
  return Promise.resolve();
}
