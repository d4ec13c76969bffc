import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Quirk } from '../plan/words.js';
import type { Body } from './body.js';
import type { Records } from './records.js';

/** What an answer needs of the place that gives it. */
interface Place {
  records: Records;
  /** The shortest and the longest time that a job takes. */
  gazetteMs: [number, number];
  /** Requests that would change something, until now. */
  changes: number;
  /** Counts what may still have an effect. */
  during(work: Promise<void>): Promise<void>;
}

/** A request that would change something. `path` in parts: kind, target, and what the kind makes of the rest. */
export interface Change {
  method: string;
  path: string[];
  body: Body;
}

/** The answer to a look: status and body. */
export function answerRead(
  records: Records,
  [kind, , what = '', id = '']: string[],
  mark: string,
): [number, object] {
  if (kind === 'board') return found(records.read(what));
  if (kind === 'gazette' && what === 'articles') {
    const publishId = records.published(mark);
    return found(publishId === undefined ? undefined : { publishId });
  }
  const state = records.job(id);
  return found(state && { state });
}

const found = (answer: object | undefined): [number, object] => (answer ? [200, answer] : [404, {}]);

/** Lets a request have its effect. Undefined when what it speaks of does not exist. */
export function change(
  sinks: Place,
  { method, path, body }: Change,
  quirk: Quirk | undefined,
): object | undefined {
  const { records } = sinks;
  const [kind, target = '', what = '', id = ''] = path;
  const article = { title: body?.title ?? '', body: body?.body ?? '' };
  if (kind === 'board') {
    if (method === 'DELETE') records.remove(target, what);
    else records.put(target, what, article);
    return {};
  }
  if (kind === 'letter') {
    records.letter(target, what, article);
    return {};
  }
  if (what === 'drafts') return { draftId: records.draft(target, { ...article, mark: body?.mark ?? '' }) };
  if (what === 'submit') return submit(sinks, body, quirk);
  records.takeDown(id);
  return {};
}

function submit(sinks: Place, body: Body, quirk: Quirk | undefined): object | undefined {
  const publishId = sinks.records.submit(body?.draftId ?? '');
  if (publishId === undefined) return undefined;
  const [shortest, longest] = sinks.gazetteMs;
  // By its turn and not by chance, so that a replay takes as long.
  const share = (sinks.changes % 7) / 6;
  const job = publishSoon(sinks, publishId, body?.callback ?? '', {
    afterMs: shortest + share * (longest - shortest),
    reports: quirk?.kind === 'answers-twice' ? 2 : 1,
    reportMs: quirk?.kind === 'reports-late' ? REPORT_LATE_MS : 0,
  });
  void sinks.during(job);
  return { publishId };
}

const REPORT_LATE_MS = 4_000;
const REPORT_TRIES = 3;

interface Manner {
  afterMs: number;
  reports: number;
  reportMs: number;
}

/** Publishes a job after its time, and calls to say so; a call that reaches nobody is tried again a second later. */
async function publishSoon(
  { records }: Place,
  publishId: string,
  callback: string,
  { afterMs, reports, reportMs }: Manner,
): Promise<void> {
  await pause(afterMs);
  records.publish(publishId);
  await pause(reportMs);
  const id = randomUUID();
  const call = (): Promise<boolean> =>
    fetch(callback, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id, publishId }),
    }).then(
      ({ ok }) => ok,
      () => false,
    );
  // The same report twice at once, as some platforms do.
  const heard = await Promise.all(Array.from({ length: reports }, call));
  for (let tries = 1; !heard.includes(true) && tries < REPORT_TRIES; tries += 1) {
    await pause(1_000);
    heard.push(await call());
  }
}
