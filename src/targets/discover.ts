import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import type { Channel } from '../contract/channel.js';
import { Ask } from '../contract/person.js';
import { LocalizedText } from '../contract/values.js';
import { programExtension, programFolder } from '../platform/project-root.js';
import { fieldMistakes } from './fields.js';

/** The folder that holds the channels, beside `src` in the sources and in the build alike. */
export const CHANNELS_FOLDER = join(programFolder, 'channels');

const call = z.custom<(...args: never[]) => unknown>(
  (value) => typeof value === 'function',
  'must be a function',
);

const Fields = z
  .custom<z.ZodType>((value) => value instanceof z.ZodType, 'must be a zod schema')
  .superRefine((schema, check) => {
    // After the failed check above zod still asks here.
    if (!(schema instanceof z.ZodType)) return;
    for (const message of fieldMistakes(schema)) check.addIssue({ code: 'custom', message });
  });

const Shape = z.object({
  id: z.string().regex(/^[a-z][a-z0-9]{0,30}$/),
  label: LocalizedText,
  mount: z
    .string()
    .regex(/^\/[a-z][a-z0-9-]{0,30}$/)
    .optional(),
  home: z.boolean().optional(),
  caution: LocalizedText.optional(),
  desk: z.enum(['office', 'press']).optional(),
  settings: Fields,
  extras: Fields.refine(
    (schema) => !(schema instanceof z.ZodType) || schema.safeParse({}).success,
    'must accept {}',
  ).optional(),
  isDrill: call.optional(),
  lead: call.optional(),
  capabilities: z.object({
    media: z.array(z.enum(['text', 'picture', 'attachment', 'video'])),
    maxTitle: z.int().positive(),
    maxBody: z.int().positive(),
    update: z.boolean(),
    recall: z.enum(['full', 'request', 'none']),
  }),
  limits: z.object({
    concurrency: z.int().positive(),
    perMinute: z.int().positive().optional(),
    perDay: z.int().positive().optional(),
  }),
  settleMs: z.number().nonnegative(),
  validate: call,
  render: call,
  preview: call,
  deliver: call,
  update: call.optional(),
  verify: call,
  recall: call,
  classify: call,
  handoff: call.optional(),
  pickup: z.object({ label: LocalizedText, ask: z.array(Ask).min(1) }).optional(),
  serve: call.optional(),
});

/** Mounts that the public origin keeps for itself. */
const reservedMounts = ['/n', '/health', '/robots.txt'];

async function channelNames(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** How many channels there are, without importing them. */
export async function countChannels(folder = CHANNELS_FOLDER): Promise<number> {
  return (await channelNames(folder)).length;
}

/**
 * Imports `<folder>/<id>/channel.js` (or `.ts` from the sources) of every channel.
 * Rejects with all mistakes together: a bad shape, an id that is not its folder's name, an id or a mount taken twice.
 */
export async function discoverChannels(folder = CHANNELS_FOLDER): Promise<Map<string, Channel>> {
  const names = await channelNames(folder);
  const found: { name: string; channel: unknown }[] = [];
  for (const name of names) {
    const module = (await import(
      pathToFileURL(join(folder, name, `channel${programExtension}`)).href
    )) as Record<string, unknown>;
    found.push({ name, channel: module['channel'] });
  }
  return checkChannels(found);
}

/** The checks of `discoverChannels` for modules that are already imported. */
export function checkChannels(found: readonly { name: string; channel: unknown }[]): Map<string, Channel> {
  const mistakes: string[] = [];
  const channels = new Map<string, Channel>();
  const mounts = new Map<string, string>();
  for (const { name, channel } of found) {
    const shape = Shape.safeParse(channel);
    if (!shape.success) {
      mistakes.push(`channels/${name} does not have a channel's shape:\n${z.prettifyError(shape.error)}`);
      continue;
    }
    const { id, mount } = shape.data;
    if (id !== name) mistakes.push(`channels/${name} calls itself ${id}; folder and id must be the same`);
    if (channels.has(id)) mistakes.push(`the channel id ${id} is taken twice`);
    if (mount !== undefined) {
      const owner = reservedMounts.includes(mount) ? 'the hub' : mounts.get(mount);
      if (owner !== undefined)
        mistakes.push(`channels/${name} wants the mount ${mount}, which belongs to ${owner}`);
      mounts.set(mount, id);
    }
    if ((mount === undefined) !== (shape.data.serve === undefined)) {
      mistakes.push(`channels/${name}: mount and serve belong together`);
    }
    channels.set(id, channel as Channel);
  }
  if (mistakes.length > 0) throw new Error(`The channels cannot be used:\n${mistakes.join('\n')}`);
  return channels;
}
