import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Request } from 'express';
import { z } from 'zod';

/** The cookie of a log-in. */
export const SESSION_COOKIE = 'hub_session';

/** What the console's build wrote down of its first files (`console/vite/ahead.ts`), in paths below its folder. */
const Ahead = z.object({
  start: z.array(z.string()),
  office: z.array(z.string()),
  styles: z.array(z.string()),
});

/**
 * Names, in the headers of a page of the console, what its scripts would send for: so it is on its way before the first of
 * them has run. Only who has a log-in is named the office's. Nothing is named without a build that says what.
 *
 * @returns the value of the `Link` header, as RFC 8288 has it.
 */
export async function linksAhead(folder: string, { headers }: Request): Promise<string | undefined> {
  const written = join(folder, 'ahead.json');
  if (!existsSync(written)) return undefined;
  const { start, office, styles } = Ahead.parse(JSON.parse(await readFile(written, 'utf8')));
  const signedIn = headers.cookie?.includes(`${SESSION_COOKIE}=`) === true;
  return [
    ...start.map((path) => `</${path}>; rel=modulepreload`),
    ...(signedIn ? styles : []).map((path) => `</${path}>; rel=preload; as=style; crossorigin`),
    ...(signedIn ? office : []).map((path) => `</${path}>; rel=modulepreload`),
  ].join(', ');
}
