import { z } from 'zod';
import { Json, LocalizedText } from '../contract/values.js';

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]']);
const isLocal = (address: string): boolean =>
  URL.canParse(address) && loopback.has(new URL(address).hostname);

/** A drill is lent the way to itself, never one to another machine. */
const LocalUrl = z.url({ protocol: /^https?$/ }).refine(isLocal, 'a drill listens on this machine only');

/** What a drill says of itself once it serves. */
export const DrillLine = z.object({
  /** Its page for people. */
  url: LocalUrl,
  title: LocalizedText,
  /** What the hub may call. */
  origins: z.array(LocalUrl).max(20),
  smtp: z
    .object({
      host: z.string().refine((host) => isLocal(`http://${host}`), 'a drill listens on this machine only'),
      port: z.int().min(1).max(65_535),
    })
    .optional(),
  /** The settings of the demo's targets that talk to it, by their short names; secrets included. */
  targets: z.record(z.string(), z.record(z.string(), Json)),
});
export type DrillLine = z.infer<typeof DrillLine>;

const prefix = 'DRILL ';

/**
 * The announcement in a line of a drill's standard output; undefined for any other line.
 * @throws Error with a sentence when it announces itself in a shape that nobody knows
 */
export function readDrillLine(line: string): DrillLine | undefined {
  if (!line.startsWith(prefix)) return undefined;
  let said: unknown;
  try {
    said = JSON.parse(line.slice(prefix.length));
  } catch (cause) {
    throw new Error('its DRILL line is no JSON', { cause });
  }
  const parsed = DrillLine.safeParse(said);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`its DRILL line does not fit: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`);
}
