import { z } from 'zod';
import type { LocalizedText } from '../../src/contract/values.js';
import type { Ask, Report } from '../../src/contract/channel.js';
import { Instant, type Json } from '../../src/contract/values.js';
import type { What } from './journal.js';

const What = z.string().regex(/^(?:v[1-9]\d*|recall)$/) as unknown as z.ZodType<What>;

/** What this channel reports by itself; `words` are for the item's story. */
const Own = z.union([
  z.object({ opened: z.object({ contact: z.string(), what: What }) }),
  z.object({ acknowledged: z.object({ contact: z.string(), what: What }) }),
  z.object({ bounced: z.object({ contact: z.string(), what: What, words: z.string() }) }),
]);
type Own = z.infer<typeof Own>;

const FromPerson = z.object({
  person: z.object({ task: z.string().optional(), answers: z.record(z.string(), z.string()) }),
});

/** What a person is asked about a pickup. A pickup without a URL needs the edition or the programme. */
export const pickupAsk: Ask[] = [
  {
    name: 'result',
    kind: 'choice',
    required: true,
    label: { zh: '采用情况', en: 'Result' },
    choices: [
      { value: 'published', label: { zh: '已刊发、播出', en: 'Published' } },
      { value: 'declined', label: { zh: '不采用', en: 'Not used' } },
    ],
  },
  {
    name: 'at',
    kind: 'instant',
    required: false,
    label: { zh: '刊发、播出时间', en: 'When' },
    hint: { zh: '早于发布时间的记为违约（提前刊发）', en: 'Before the embargo’s end it counts as a breach' },
  },
  { name: 'url', kind: 'url', required: false, label: { zh: '网址', en: 'URL' } },
  {
    name: 'edition',
    kind: 'text',
    required: false,
    label: { zh: '版面或节目', en: 'Page or programme' },
    hint: { zh: '如“2版”“早新闻”', en: 'e.g. page 2, morning news' },
  },
  {
    name: 'screenshot',
    kind: 'picture',
    required: false,
    label: { zh: '截图', en: 'Screenshot' },
    hint: {
      zh: '提前刊发的，请附当时的页面或版面截图，作为违约的证据',
      en: 'Of what was published early, as it looked then: the evidence of the breach',
    },
  },
  { name: 'note', kind: 'longText', required: false, label: { zh: '备注', en: 'Note' } },
];

export interface Pickup {
  /** When it was published; when it was reported, if nobody said. */
  at: Date;
  atKnown: boolean;
  reportedAt: Date;
  url?: string | undefined;
  edition?: string | undefined;
}

/** Everything that was said about an item, sorted by what it means. */
export interface Said {
  /** `<contact> <what>`: who opened or acknowledged which message, and when for the first time. */
  opened: Map<string, Date>;
  acknowledged: Map<string, Date>;
  /** `<contact> <what>` with the gateway's words. */
  bounced: Map<string, string>;
  pickups: Pickup[];
  declined: boolean;
  /** Answers of persons, newest last, by the task's kind. */
  answers: Map<string, { at: Date; answers: Record<string, string> }>;
}

export const saidKey = (contact: string, what: What): string => `${contact} ${what}`;

/** Sorts reports, oldest first. What has another shape is somebody else's and says nothing here. */
export function readSaid(reports: readonly Report[]): Said {
  const said: Said = {
    opened: new Map(),
    acknowledged: new Map(),
    bounced: new Map(),
    pickups: [],
    declined: false,
    answers: new Map(),
  };
  for (const { at, message } of reports) {
    const own = Own.safeParse(message).data;
    if (own) takeOwn(said, own, at);
    const person = FromPerson.safeParse(message).data?.person;
    if (person?.task !== undefined) said.answers.set(person.task, { at, answers: person.answers });
    else if (person) takePickup(said, person.answers, at);
  }
  return said;
}

function takeOwn(said: Said, own: Own, at: Date): void {
  if ('opened' in own) setOnce(said.opened, own.opened, at);
  else if ('acknowledged' in own) setOnce(said.acknowledged, own.acknowledged, at);
  else said.bounced.set(saidKey(own.bounced.contact, own.bounced.what), own.bounced.words);
}

function setOnce(
  times: Map<string, Date>,
  { contact, what }: { contact: string; what: What },
  at: Date,
): void {
  const key = saidKey(contact, what);
  if (!times.has(key)) times.set(key, at);
}

function takePickup(said: Said, answers: Record<string, string>, reportedAt: Date): void {
  if (answers['result'] === 'declined') {
    said.declined = true;
    return;
  }
  const given = Instant.safeParse(answers['at']).data;
  const { url, edition } = answers;
  said.pickups.push({
    at: given === undefined ? reportedAt : new Date(given),
    atKnown: given !== undefined,
    reportedAt,
    url: url === undefined || url === '' ? undefined : url,
    edition: edition === undefined || edition === '' ? undefined : edition,
  });
}

/** A report as `wake` takes it. The id makes that the same thing counts once. */
export function openedReport(
  key: string,
  who: { id: string; name: string },
  what: What,
  at: Date,
): { id: string; message: Json } {
  const words: LocalizedText = { zh: `${who.name} 打开了资料包`, en: `${who.name} opened the pack` };
  // Once a minute: a page with ten pictures that is loaded again is one opening.
  const id = `${key}/opened/${what}/${who.id}/${at.toISOString().slice(0, 16)}`;
  return { id, message: { words, opened: { contact: who.id, what } } };
}

export function acknowledgedReport(
  key: string,
  who: { id: string; name: string },
  what: What,
): { id: string; message: Json } {
  const words: LocalizedText =
    what === 'recall'
      ? { zh: `${who.name} 确认已收到撤回通知`, en: `${who.name} acknowledged the recall` }
      : { zh: `${who.name} 确认已收到更正`, en: `${who.name} acknowledged the correction` };
  return {
    id: `${key}/acknowledged/${what}/${who.id}`,
    message: { words, acknowledged: { contact: who.id, what } },
  };
}

export function bouncedReport(
  key: string,
  who: { id: string; name: string },
  what: What,
  diagnostic: string,
): { id: string; message: Json } {
  const words: LocalizedText = {
    zh: `发给 ${who.name} 的邮件被退回：${diagnostic}`,
    en: `The message to ${who.name} bounced: ${diagnostic}`,
  };
  return {
    id: `${key}/bounced/${what}/${who.id}`,
    message: { words, bounced: { contact: who.id, what, words: diagnostic } },
  };
}
