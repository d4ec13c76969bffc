import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { HubConfig } from '../config/index.js';
import type { HealthContributor, PartHealth } from './health.js';

/** Free and total bytes of the file system that a folder is on. */
interface Space {
  freeBytes: number;
  totalBytes: number;
}
export type ReadSpace = (folder: string) => Promise<Space>;

/** What is left for whoever is not root. */
const readSpace: ReadSpace = async (folder) => {
  const { bavail, blocks, bsize } = await statfs(folder);
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
};

type Settings = Pick<HubConfig, 'dataDir' | 'engine' | 'files'>;

/** A folder that this process fills, by the words that people know it by. */
export interface SpaceOf extends Space {
  place: 'data' | 'database' | 'files';
}

/**
 * The room of every folder that this process fills. They may be on file systems of their own: root's database stands in
 * /var/lib, and files may be in a folder that is mounted. What is not there, or not here, is left out.
 */
export async function spaces(config: Settings, read: ReadSpace = readSpace): Promise<SpaceOf[]> {
  const { dataDir, engine, files } = config;
  const found: SpaceOf[] = [{ place: 'data', ...(await read(dataDir)) }];
  const others: [SpaceOf['place'], string][] = [];
  if (engine.kind === 'embedded') others.push(['database', join(dataDir, 'postgres')]);
  if (files.kind === 'folder' && files.folder !== dataDir) others.push(['files', files.folder]);
  for (const [place, folder] of others) {
    const space = await read(folder).catch(nothingThere);
    if (space) found.push({ place, ...space });
  }
  return found;
}

function nothingThere(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
  throw error;
}

const MB = 1024 * 1024;
const words = {
  data: 'the data folder is',
  database: 'the database is',
  files: 'the files are',
};

/**
 * Whether there is room where this process writes: a database without it stops, and a file stays half written. Red below
 * `minFreeMb`, a number of megabytes and not a share: what a burst needs (PostgreSQL's log grows by up to 512 MB
 * between two checkpoints) is the same on a small disk and on a large one.
 */
export function diskHealth(
  config: Settings & Pick<HubConfig, 'minFreeMb'>,
  read: ReadSpace = readSpace,
): HealthContributor {
  return {
    name: 'disk',
    async check(): Promise<PartHealth> {
      const rooms = (await spaces(config, read)).map(({ place, freeBytes }) => {
        return { place, freeMb: Math.floor(freeBytes / MB) };
      });
      const facts = { freeMb: Math.min(...rooms.map(({ freeMb }) => freeMb)) };
      const full = rooms.filter(({ freeMb }) => freeMb < config.minFreeMb);
      if (full.length === 0) return { ok: true, facts };
      const where = full
        .map(({ place, freeMb }) => `${String(freeMb)} MB where ${words[place]}`)
        .join(' and ');
      const wanted = `the hub wants ${String(config.minFreeMb)} MB (HUB_MIN_FREE_MB)`;
      return { ok: false, reason: `only ${where} are free; ${wanted}`, facts };
    },
  };
}
