import type { HubConfig } from '../../platform/config/index.js';
import { withClient } from '../../platform/postgres/index.js';
import { openShelf } from '../../platform/storage/open.js';
import { FACTS, type HubFacts, type Manifest } from '../archive/format.js';
import { readArchive } from '../archive/read.js';
import type { Member } from '../archive/tar.js';
import { writeArchive } from '../archive/write.js';
import type { Progress } from '../progress.js';
import { ShelfReader } from './files.js';
import { keyMembers } from './keys.js';
import { Snapshot } from './snapshot.js';

export interface Exported {
  facts: HubFacts;
  manifest: Manifest;
  /** Blobs that are damaged or missing where the hub keeps them. */
  damaged: string[];
}

interface ArchiveToWrite {
  file: string;
  passphrase: string;
  progress: Progress;
  /** Of the passphrase's derivation, as a power of two; the format's usual one by default. */
  cost?: number | undefined;
}

/**
 * Writes everything that makes a hub into one archive, and reads it back. The database is read in one state, whether the
 * hub runs or not; files come after it, so that every blob that rows name is among them.
 * @throws Refusal when the file is there already, or the keys are not
 */
export async function exportHub(
  config: Pick<HubConfig, 'files' | 'secretsFile' | 'publicUrl'>,
  appUrl: string,
  { file, passphrase, progress, cost }: ArchiveToWrite,
): Promise<Exported> {
  const shelf = await openShelf(config.files);
  const { facts, damaged } = await withClient(appUrl, async (client) => {
    const snapshot = await Snapshot.begin(client, config.publicUrl);
    const keys = await keyMembers(config.secretsFile);
    const files = new ShelfReader(shelf, await snapshot.blobs());
    const members = async function* (): AsyncGenerator<Member> {
      yield { path: FACTS, content: Buffer.from(`${JSON.stringify(snapshot.facts, null, 2)}\n`) };
      yield* snapshot.members();
      await snapshot.end();
      yield* keys;
      yield* files.members();
    };
    await writeArchive(file, passphrase, progress.follow('written', members()), {
      at: new Date(snapshot.facts.madeAt),
      cost,
      counts: () => ({
        tables: snapshot.counted,
        keys: keys.length,
        files: files.files,
        bytes: files.bytes,
      }),
    });
    return { facts: snapshot.facts, damaged: files.damaged };
  });
  return { facts, damaged, manifest: await checkArchive(file, passphrase, progress) };
}

/** Reads an archive to its end. @throws Refusal when it is not whole */
export async function checkArchive(file: string, passphrase: string, progress: Progress): Promise<Manifest> {
  const { manifest } = await inspectArchive(file, passphrase, progress);
  return manifest;
}

/** What an archive is, once all of it was read. @throws Refusal when it is not whole */
export async function inspectArchive(
  file: string,
  passphrase: string,
  progress: Progress,
): Promise<{ facts: HubFacts; manifest: Manifest }> {
  let found: HubFacts | undefined;
  const manifest = await readArchive(file, passphrase, {
    facts: (facts) => {
      found = facts;
      return Promise.resolve();
    },
    member: (member) => {
      progress.count('checked', member.content.length);
      return Promise.resolve();
    },
  });
  if (!found) throw new Error('an archive that was read has no facts');
  return { facts: found, manifest };
}
