import type { Json } from '../../contract/values.js';
import type { Leaf } from '../entries.js';

/** What the entries of an announcement say, put together. `docs/receipt.md` has the rules; verify-receipt knows them too. */
export interface Statement {
  versions: VersionFacts[];
  releases: ReleaseFacts[];
  deliveries: DeliveryFacts[];
  recalls: RecallFacts[];
  /** Missing when nobody was consulted, so that the receipts of older hubs are derived as they are. */
  consultations?: ConsultationFacts[];
}

interface DecisionFacts {
  id: string;
  step: string;
  verdict: 'approve' | 'return' | 'withhold';
  hash: string;
  renditions: Json;
  by: string;
  at: string;
  /** Signed by hand: the record, the scan's hash, the day, and who put it in and who confirmed it. */
  paper?: Json;
  /** Whose step it was, taken for them by their delegation. */
  behalf?: string;
}

interface VersionFacts {
  id: string;
  number: Json;
  hash: string;
  /** By target. */
  renditions: Json;
  by: string;
  at: string;
  decisions: DecisionFacts[];
  approvedAt?: string;
}

interface ReleaseFacts {
  id: string;
  version: string;
  hash: string;
  targets: Json;
  publishAt: string;
  expiresAt?: string;
  priority: string;
  by: string;
  at: string;
}

interface DeliveryFacts {
  id: string;
  operation: string;
  target: string;
  release: string;
  version: string;
  rendition: string;
  publishAt: string;
  at: string;
  state: string;
  url?: string;
  liveAt?: string;
  endedAt?: string;
  reason?: string;
}

interface RecallFacts {
  id: string;
  reason: string;
  by: string;
  at: string;
  emergency: boolean;
  decision?: { verdict: 'approve' | 'refuse'; by: string; at: string };
}

interface ConsultationFacts {
  id: string;
  kind: string;
  organ: string;
  /** The version that it was asked about; missing: the draft. */
  hash?: string;
  dueAt: string;
  by: string;
  at: string;
  reply?: { verdict: string; receivedAt: string; by: string; at: string };
  withdrawn?: { reason: string; by: string; at: string };
  /** Who said that the reply holds for another text. */
  confirmed?: { text: string; by: string; at: string }[];
}

/** States that a delivery does not leave by itself. */
const ended = ['gone', 'done', 'cancelled', 'superseded', 'lapsed', 'failed'];
const states = [
  ...ended,
  'held',
  'scheduled',
  'queued',
  'sending',
  'accepted',
  'live',
  'missing',
  'unconfirmed',
  'with_person',
];

/** Reads entries in sealing order. */
export function tell(leaves: readonly Leaf[]): Statement {
  const told: Statement = { versions: [], releases: [], deliveries: [], recalls: [] };
  for (const leaf of leaves) {
    const [part = '', word = ''] = leaf.kind.split('.');
    if (part === 'version') tellVersion(told, leaf, word);
    else if (part === 'decision') tellDecision(told, leaf, word);
    else if (leaf.kind === 'release.created') tellRelease(told, leaf);
    else if (part === 'delivery') tellDelivery(told, leaf, word);
    else if (part === 'recall') tellRecall(told, leaf, word);
    else if (part === 'consultation') tellConsultation(told, leaf, word);
  }
  return told;
}

function tellVersion({ versions }: Statement, { subject, actor, at, data }: Leaf, word: string): void {
  const id = subject ?? '';
  const known = versions.find((version) => version.id === id);
  if (word === 'approved' && known) known.approvedAt = at;
  if (word !== 'submitted') return;
  const renditions = member(data, 'renditions');
  const [number, hash] = [member(data, 'number'), text(data, 'hash')];
  versions.push({ id, number, hash, renditions, by: actor, at, decisions: [] });
}

function tellDecision({ versions }: Statement, { subject, actor, at, data }: Leaf, word: string): void {
  const version = versions.find(({ id }) => id === text(data, 'version'));
  // Who confirmed a scan acts in the hub; who signed it decided.
  const [signer, paper] = [text(data, 'signer'), member(data, 'paper')];
  version?.decisions.push({
    id: subject ?? '',
    step: text(data, 'step'),
    verdict: word === 'approved' ? 'approve' : word === 'withheld' ? 'withhold' : 'return',
    hash: text(data, 'hash'),
    renditions: member(data, 'renditions'),
    by: signer === '' ? actor : `member:${signer}`,
    at,
    ...(paper === null ? {} : { paper }),
    ...given('behalf', data),
  });
}

function tellRelease({ releases }: Statement, { subject, actor, at, data }: Leaf): void {
  releases.push({
    id: subject ?? '',
    version: text(data, 'version'),
    hash: text(data, 'hash'),
    targets: member(data, 'targets'),
    publishAt: text(data, 'publishAt'),
    ...given('expiresAt', data),
    priority: text(data, 'priority'),
    by: actor,
    at,
  });
}

function tellDelivery({ deliveries }: Statement, { subject, at, data }: Leaf, word: string): void {
  const id = subject ?? '';
  if (word === 'created') {
    deliveries.push({
      id,
      operation: text(data, 'operation'),
      target: text(data, 'target'),
      release: text(data, 'release'),
      version: text(data, 'version'),
      rendition: text(data, 'rendition'),
      publishAt: text(data, 'publishAt'),
      at,
      state: text(data, 'state'),
      ...given('reason', data),
    });
    return;
  }
  const delivery = deliveries.find((known) => known.id === id);
  if (!delivery || !states.includes(word)) return;
  delivery.state = word;
  Object.assign(delivery, given('url', data), given('reason', data));
  if (word === 'live') delivery.liveAt ??= at;
  delete delivery.endedAt;
  if (ended.includes(word)) delivery.endedAt = at;
}

function tellRecall({ recalls }: Statement, { subject, actor, at, data }: Leaf, word: string): void {
  const id = subject ?? '';
  if (word === 'requested') {
    const emergency = member(data, 'emergency') === true;
    recalls.push({ id, reason: text(data, 'reason'), by: actor, at, emergency });
    return;
  }
  const recall = recalls.find((known) => known.id === id);
  if (recall && (word === 'approved' || word === 'refused'))
    recall.decision = { verdict: word === 'approved' ? 'approve' : 'refuse', by: actor, at };
}

function tellConsultation(told: Statement, { subject, actor: by, at, data }: Leaf, word: string): void {
  const id = subject ?? '';
  const list = (told.consultations ??= []);
  if (word === 'asked') {
    const [kind, organ, dueAt] = [text(data, 'kind'), text(data, 'organ'), text(data, 'dueAt')];
    list.push({ id, kind, organ, ...given('hash', data), dueAt, by, at });
    return;
  }
  const asked = list.find((known) => known.id === id);
  if (!asked) return;
  if (word === 'replied')
    asked.reply = { verdict: text(data, 'verdict'), receivedAt: text(data, 'receivedAt'), by, at };
  if (word === 'withdrawn') asked.withdrawn = { reason: text(data, 'reason'), by, at };
  if (word === 'confirmed') (asked.confirmed ??= []).push({ text: text(data, 'text'), by, at });
}

function member(data: Json, key: string): Json {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return null;
  return Object.hasOwn(data, key) ? (data[key] ?? null) : null;
}

function text(data: Json, key: string): string {
  const value = member(data, key);
  return typeof value === 'string' ? value : '';
}

/** The member by its own name, left out where the entry has none. */
function given<K extends string>(key: K, data: Json): Partial<Record<K, string>> {
  const value = text(data, key);
  return value === '' ? {} : ({ [key]: value } as Record<K, string>);
}
