import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { z } from 'zod';
import type { Channel, VersionView } from '../../../src/contract/channel.js';
import { Metadata } from '../../../src/contract/metadata.js';
import { AssetRef, type Hash, type Json } from '../../../src/contract/values.js';
import { sha256 } from '../../../src/platform/hash.js';
import { noOutside, type OpenOutside } from './outside.js';

const channelsFolder = fileURLToPath(new URL('../../../channels', import.meta.url));

const Version: z.ZodType<VersionView> = z.strictObject({
  announcementId: z.uuid(),
  number: z.int().positive(),
  title: z.string(),
  body: z.string(),
  pictures: z.array(AssetRef),
  attachments: z.array(AssetRef),
  category: z.string(),
  issuer: z.string(),
  docNo: z.string().optional(),
  indexNo: z.string().optional(),
  expiresAt: z.iso.datetime({ offset: true }).optional(),
  metadata: Metadata.optional(),
  permalink: z.url(),
  office: z.strictObject({ name: z.string(), shortName: z.string() }),
  extras: z.json().default({}),
});

/** A channel's folder with everything that the suites need from it. */
export interface Found {
  id: string;
  folder: string;
  channel: Channel;
  versions: [string, VersionView][];
  settings: Json;
  assets: Map<Hash, Uint8Array>;
  openOutside: OpenOutside;
}

/** A folder that lacks what a channel needs, and why. */
export interface Broken {
  id: string;
  why: string;
}

/** Imports every folder under `channels/`. One that is broken does not keep the others from being tested. */
export async function findChannels(): Promise<{ found: Found[]; broken: Broken[] }> {
  const folders = readdirSync(channelsFolder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const found: Found[] = [];
  const broken: Broken[] = [];
  for (const { name } of folders)
    await loadChannel(name).then(
      (channel) => found.push(channel),
      (error: unknown) => broken.push({ id: name, why: String(error) }),
    );
  return { found, broken };
}

/** One folder with all that belongs to it. Rejects with what is missing. */
export async function loadChannel(id: string): Promise<Found> {
  const folder = join(channelsFolder, id);
  const { channel } = (await importFrom(join(folder, 'channel.ts'))) as { channel: Channel };
  return {
    id,
    folder,
    channel,
    versions: await loadVersions(folder),
    settings: readJson(join(folder, 'fixtures', 'settings.json')),
    assets: loadAssets(join(folder, 'fixtures', 'assets')),
    openOutside: await loadOutside(join(folder, 'fixtures', 'outside.ts')),
  };
}

async function loadVersions(folder: string): Promise<[string, VersionView][]> {
  const json = join(folder, 'fixtures', 'versions.json');
  const found: unknown = existsSync(json)
    ? readJson(json)
    : (await importFrom(join(folder, 'fixtures', 'versions.ts'))).versions;
  return Object.entries(z.record(z.string(), Version).parse(found));
}

function loadAssets(folder: string): Map<Hash, Uint8Array> {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const contents = names.map((name) => readFileSync(join(folder, name)));
  return new Map(contents.map((content) => [sha256(content), content]));
}

async function loadOutside(path: string): Promise<OpenOutside> {
  if (!existsSync(path)) return noOutside;
  const { openOutside } = await importFrom(path);
  if (typeof openOutside !== 'function') throw new Error(`${path} does not export openOutside`);
  return openOutside as OpenOutside;
}

const importFrom = async (path: string) =>
  (await import(pathToFileURL(path).href)) as Record<string, unknown>;
const readJson = (path: string) => z.json().parse(JSON.parse(readFileSync(path, 'utf8')));
