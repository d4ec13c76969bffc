import { z } from 'zod';
import type { Ctx, Report } from '../../src/contract/channel.js';
import { Answers } from '../../src/contract/person.js';
import type { PortalSettings } from './settings.js';

const FromPerson = z.object({ person: z.object({ answers: Answers }) });

/** What people have said about an item so far. */
export interface Said {
  /** The newest address that somebody gave. */
  url?: { text: string; at: Date } | undefined;
  /** It was handed to the portal's editor. */
  handedIn: boolean;
  /** The editor was asked to take it down. */
  asked?: { at: Date; note: string } | undefined;
  /** The editor says that it never was public, and will not be. */
  neverOnline: boolean;
}

/** Reads people's answers from an item's reports; what the portal's callbacks said is left to the portal's own answer. */
export async function whatWasSaid({
  reports,
  item,
}: Pick<Ctx<PortalSettings>, 'reports' | 'item'>): Promise<Said> {
  const said: Said = { handedIn: false, neverOnline: false };
  for (const report of await reports(item.key)) note(said, report);
  return said;
}

function note(said: Said, { at, message }: Report): void {
  const parsed = FromPerson.safeParse(message);
  if (!parsed.success) return;
  const { url, handedIn, asked, neverOnline, note: words } = parsed.data.person.answers;
  if (url !== undefined && url.trim() !== '') said.url = { text: url.trim(), at };
  if (handedIn === 'yes') said.handedIn = true;
  if (asked === 'yes') said.asked = { at, note: words ?? '' };
  if (neverOnline === 'yes') said.neverOnline = true;
}
