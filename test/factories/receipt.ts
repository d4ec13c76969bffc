import type { SigningKey } from '../../src/platform/keys/index.js';
import { canonicalJson, sha256 } from '../../src/platform/hash.js';
import { newId } from '../../src/platform/ids.js';
import type { Json } from '../../src/contract/values.js';
import { makeAnchor, type Anchor } from '../../src/record/anchors/anchor.js';
import type { Leaf } from '../../src/record/entries.js';
import { leafHash, MerkleTree } from '../../src/record/merkle.js';
import { tell } from '../../src/record/receipt/statement.js';
import type { Receipt } from '../../src/record/receipt/receipts.service.js';
import { GENESIS, sealHash, type Seal } from '../../src/record/seals.js';

/** What happened to an announcement, and names for who and where. */
export interface Tale {
  leaves: Leaf[];
  ids: Record<'office' | 'announcement' | 'version' | 'release' | 'delivery' | 'recall' | 'target', string>;
  clerk: string;
  reviewer: string;
}

const hub = 'https://notices.example.cn';
const start = Date.parse('2026-11-23T01:00:00Z');

/** Submitted, approved, released, live and taken back, a minute between each two steps. */
export function aTale(): Tale {
  const names = ['office', 'announcement', 'version', 'release', 'delivery', 'recall', 'target'] as const;
  const ids = Object.fromEntries(names.map((name) => [name, newId()])) as Tale['ids'];
  const [clerk, reviewer] = [`member:${newId()}`, `member:${newId()}`];
  const [hash, rendition] = [sha256('version'), sha256('rendition')];
  const consultation = newId();
  const { version, release, delivery, recall, target } = ids;
  const renditions = { [target]: rendition };
  const step = { operation: 'publish', target, rendition };
  const steps: [kind: string, actor: string, subject: string, data: Json][] = [
    ['version.submitted', clerk, version, { version, number: 1, hash, renditions }],
    [
      'consultation.asked',
      clerk,
      consultation,
      { kind: 'consultation', organ: '区自然资源局', dueAt: at(30), version, hash },
    ],
    ['consultation.replied', clerk, consultation, { verdict: 'agrees', receivedAt: at(2) }],
    ['decision.approved', reviewer, newId(), { version, step: 'review', hash, renditions }],
    ['version.approved', reviewer, version, { hash }],
    [
      'release.created',
      clerk,
      release,
      { version, hash, targets: [target], publishAt: at(3), priority: 'routine' },
    ],
    [
      'delivery.created',
      clerk,
      delivery,
      { ...step, state: 'scheduled', release, version, publishAt: at(3) },
    ],
    ['delivery.queued', 'system:deliver', delivery, { ...step, from: 'scheduled' }],
    ['delivery.sending', 'system:deliver', delivery, { ...step, from: 'queued', fence: 1 }],
    ['delivery.live', 'system:deliver', delivery, { ...step, from: 'sending', url: `${hub}/site/a/n/1/` }],
    ['recall.requested', clerk, recall, { reason: 'error', note: '', emergency: false, targets: null }],
    ['recall.approved', reviewer, recall, { opinion: '' }],
    ['delivery.gone', 'system:deliver', delivery, { ...step, from: 'live', reason: 'error' }],
  ];
  const leaves = steps.map(([kind, actor, subject, data], n): Leaf => ({
    txid: String(900 + n * 3),
    id: String(10 + n * 3),
    at: at(n).replace('Z', '123Z'),
    office: ids.office,
    actor,
    kind,
    announcement: ids.announcement,
    subject,
    data,
  }));
  return { leaves, ids, clerk, reviewer };
}

const at = (minutes: number): string => new Date(start + minutes * 60_000).toISOString();

/** A ledger with these entries and others around them, four to a seal. */
export function sealed(leaves: readonly Leaf[]): { seals: Seal[]; entries: Receipt['entries'] } {
  const all = leaves.flatMap((leaf) => [leaf, stranger(leaf)]);
  const seals: Seal[] = [];
  const entries: Receipt['entries'] = [];
  for (let from = 0; from < all.length; from += 4) {
    const under = all.slice(from, from + 4);
    const tree = new MerkleTree(under.map((leaf) => leafHash(canonicalJson(leaf))));
    const [first, last] = [under[0], under.at(-1)].map((leaf) => ({
      txid: leaf?.txid ?? '',
      id: leaf?.id ?? '',
    }));
    if (!first || !last) throw new Error('nothing to seal');
    const seal = {
      number: String(seals.length + 1),
      prev: seals.at(-1)?.hash ?? GENESIS,
      root: tree.root(),
      from: first,
      to: last,
      entries: under.length,
      sealedAt: `${(under.at(-1)?.at ?? '').slice(0, 23)}Z`,
    };
    seals.push({ ...seal, hash: sealHash(seal) });
    under.forEach((leaf, index) => {
      if (leaves.includes(leaf)) entries.push({ leaf, seal: seal.number, index, path: tree.path(index) });
    });
  }
  return { seals, entries };
}

/** Somebody else's entry right behind this one. */
function stranger(leaf: Leaf): Leaf {
  return {
    ...leaf,
    id: String(Number(leaf.id) + 1),
    announcement: newId(),
    subject: newId(),
    kind: 'test.other',
  };
}

type Unsigned = Omit<Receipt, 'signature'>;

/** The receipt as the hub would make it of this tale, and the anchor of its newest seal. */
export function receiptOf(
  { leaves, ids, clerk, reviewer }: Tale,
  key: SigningKey,
): { rest: Unsigned; anchor: Anchor } {
  const { seals, entries } = sealed(leaves);
  const newest = seals.at(-1);
  if (!newest) throw new Error('nothing was sealed');
  const rest: Unsigned = {
    format: 'tongbo-receipt.v1',
    hub,
    madeAt: at(60),
    office: { id: ids.office, name: '明川市望河区测试局' },
    announcement: { id: ids.announcement, title: '关于测试的“通告”', permalink: `${hub}/n/20261123-abcdef` },
    statement: tell(leaves),
    names: {
      members: [clerk, reviewer].map((actor, n) => ({
        id: actor.slice(7),
        name: ['起草人', '审查人'][n] ?? '',
      })),
      targets: [{ id: ids.target, name: '门户网站', channel: 'website' }],
    },
    files: [
      {
        version: ids.version,
        in: 'content',
        hash: sha256('附件'),
        name: '附件.txt',
        mediaType: 'text/plain',
        size: 6,
      },
    ],
    entries,
    seals,
    newest: newest.number,
    key: { id: key.id, publicKey: key.publicKey },
  };
  return { rest, anchor: makeAnchor(newest, key, { hub, at: new Date(start + 3_600_000) }) };
}

/** The file's bytes. */
export function signed(rest: Unsigned, key: SigningKey): Buffer {
  return Buffer.from(canonicalJson({ ...rest, signature: key.sign(canonicalJson(rest)) }));
}
