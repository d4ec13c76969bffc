import { statfs } from 'node:fs/promises';
import type { HealthContributor, PartHealth } from './health.js';

/** Free and total bytes of the file system that a folder is on. */
export type ReadSpace = (folder: string) => Promise<{ freeBytes: number; totalBytes: number }>;

/** What is left for whoever is not root. */
export const readSpace: ReadSpace = async (folder) => {
  const { bavail, blocks, bsize } = await statfs(folder);
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
};

const MB = 1024 * 1024;

/**
 * Whether the data folder's file system has room: a database without it stops, and a blob is lost half written.
 * Red below `minFreeMb`, in megabytes.
 */
export function diskHealth(
  folder: string,
  minFreeMb: number,
  read: ReadSpace = readSpace,
): HealthContributor {
  return {
    name: 'disk',
    async check(): Promise<PartHealth> {
      const { freeBytes, totalBytes } = await read(folder);
      const facts = { freeMb: Math.floor(freeBytes / MB), totalMb: Math.floor(totalBytes / MB) };
      if (facts.freeMb >= minFreeMb) return { ok: true, facts };
      const reason = `only ${String(facts.freeMb)} MB are free where the data folder is; the hub wants ${String(minFreeMb)} MB (HUB_MIN_FREE_MB)`;
      return { ok: false, reason, facts };
    },
  };
}
