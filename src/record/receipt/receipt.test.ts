import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aTale, receiptOf, signed, type Tale } from '../../../test/factories/receipt.js';
import { canonical, verifyReceipt } from '../../../tools/verify-receipt.mjs';
import { canonicalJson, sha256 } from '../../platform/hash.js';
import { newId } from '../../platform/ids.js';
import { loadSigningKey, type SigningKey } from '../../platform/keys/index.js';
import { makeAnchor } from '../anchors/anchor.js';
import type { Leaf } from '../entries.js';

let folder: string;
let key: SigningKey;
let other: SigningKey;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hub-receipt-'));
  [key, other] = await Promise.all([loadSigningKey(folder, 'ledger'), loadSigningKey(folder, 'other')]);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const faultsOf = (bytes: Uint8Array, beside?: Parameters<typeof verifyReceipt>[1]): string[] =>
  verifyReceipt(bytes, beside).faults.map(([, en]) => en);
const fileOf = (tale: Tale): Buffer => signed(receiptOf(tale, key).rest, key);

/** The receipt of a tale in which one thing is another: whoever has the hub's key could make it. */
function retold(change: (tale: Tale) => void): string[] {
  const tale = aTale();
  change(tale);
  return faultsOf(fileOf(tale));
}
function entry({ leaves }: Tale, kind: string): Leaf {
  const found = leaves.find((leaf) => leaf.kind === kind);
  if (!found) throw new Error(`the tale has no ${kind}`);
  return found;
}
function third<T>(list: readonly T[]): T {
  const found = list[2];
  if (found === undefined) throw new Error('there is no third one');
  return found;
}
const set = (leaf: Leaf, data: object): void => void Object.assign(leaf.data as object, data);

describe('a receipt', () => {
  it('is verified as the hub makes it, with its anchor, its key and its files', () => {
    const { rest, anchor } = receiptOf(aTale(), key);
    const files = [{ name: 'a', bytes: Buffer.from('附件') }];
    expect(faultsOf(signed(rest, key))).toEqual([]);
    expect(faultsOf(signed(rest, key), { anchors: [anchor], keys: [key.publicKey], files })).toEqual([]);
  });

  it('fails with any one byte changed, whichever it is', async () => {
    const path = join(folder, 'receipt.json');
    const good = fileOf(aTale());
    writeFileSync(path, good);
    const { stdout } = await promisify(execFile)(process.execPath, ['test/support/flip-bytes.mjs', path]);
    expect(JSON.parse(stdout)).toEqual({ tried: good.length, missed: [], intact: 0 });
    expect(good.length).toBeGreaterThan(5_000);
  }, 180_000);

  it('fails with any bytes put in, left out or replaced', () => {
    const good = fileOf(aTale());
    const anywhere = fc.nat({ max: good.length });
    fc.assert(
      fc.property(anywhere, fc.nat({ max: 3 }), fc.uint8Array({ maxLength: 3 }), (place, gone, put) => {
        const bad = Buffer.concat([good.subarray(0, place), put, good.subarray(place + gone)]);
        fc.pre(!bad.equals(good));
        expect(faultsOf(bad)).not.toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('fails with other letters for the same bytes, and with the same JSON written otherwise', () => {
    const good = fileOf(aTale()).toString();
    expect(faultsOf(Buffer.from(`${good}\n`))).not.toEqual([]);
    expect(faultsOf(Buffer.from(JSON.stringify(JSON.parse(good), null, 1)))).not.toEqual([]);
    expect(faultsOf(Buffer.from(`\ufeff${good}`))).not.toEqual([]);
    // The last letter of 64 bytes in base64url carries two bits; sixteen letters decode to the same.
    const last = /(ed25519:[\w-]{85})([\w-])","statement"/.exec(good);
    expect(last).not.toBeNull();
    const respelt = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_')
      .filter((letter) => letter !== last?.[2])
      .map((letter) => good.replace(last?.[0] ?? '', `${last?.[1] ?? ''}${letter}","statement"`));
    for (const text of respelt) expect(faultsOf(Buffer.from(text))).toEqual(['the signature does not fit']);
  });
});

/** The version was signed by hand: somebody else confirmed the scan. */
function onPaper(tale: Tale, confirmedBy: string): void {
  const decision = entry(tale, 'decision.approved');
  const said = { record: newId(), scan: sha256('scan'), signedOn: '2026-11-23', recordedBy: tale.clerk };
  set(decision, { signer: decision.actor.slice('member:'.length), paper: { ...said, confirmedBy } });
  decision.actor = confirmedBy;
}

it('a receipt of what was signed by hand names who signed, and who confirmed the scan', () => {
  const tale = aTale();
  onPaper(tale, `member:${newId()}`);
  const { receipt, faults } = verifyReceipt(fileOf(tale));
  expect(faults).toEqual([]);
  expect(receipt).toMatchObject({
    statement: {
      versions: [
        { decisions: [{ by: tale.reviewer, paper: { signedOn: '2026-11-23', recordedBy: tale.clerk } }] },
      ],
    },
  });
});

describe('with the hub’s own key, a receipt is refused that tells of', () => {
  it.each<[string, (tale: Tale) => void, RegExp]>([
    [
      'a scan that its drafter confirmed',
      (tale) => {
        onPaper(tale, tale.clerk);
      },
      /nobody else confirmed/,
    ],
    [
      'a drafter who decides',
      (tale) => (entry(tale, 'decision.approved').actor = tale.clerk),
      /decided on by its drafter/,
    ],
    [
      'a decision on another version',
      (tale) => {
        set(entry(tale, 'decision.approved'), { hash: sha256('else') });
      },
      /what was decided on is not/,
    ],
    [
      'a decision on other renditions',
      (tale) => {
        set(entry(tale, 'decision.approved'), { renditions: { [tale.ids.target]: sha256('else') } });
      },
      /what was decided on is not/,
    ],
    [
      'an approval of something else',
      (tale) => {
        set(entry(tale, 'version.approved'), { hash: sha256('else') });
      },
      /what was approved is not/,
    ],
    [
      'an approval that nobody gave',
      (tale) => (entry(tale, 'decision.approved').kind = 'decision.returned'),
      /without a decision/,
    ],
    [
      'an approval while somebody who was asked had not answered',
      (tale) => (entry(tale, 'consultation.replied').at = '2026-11-23T01:55:00.000000Z'),
      /while a consultation was open/,
    ],
    [
      'a release of something else',
      (tale) => {
        set(entry(tale, 'release.created'), { hash: sha256('else') });
      },
      /had not been approved/,
    ],
    [
      'a release to a target that was not approved',
      (tale) => {
        set(entry(tale, 'release.created'), { targets: [tale.ids.target, tale.ids.office] });
      },
      /a target that was not approved/,
    ],
    [
      'other bytes that were delivered',
      (tale) => {
        set(entry(tale, 'delivery.created'), { rendition: sha256('else') });
      },
      /what was delivered is not what was approved/,
    ],
    [
      'other bytes that went live',
      (tale) => {
        set(entry(tale, 'delivery.live'), { rendition: sha256('else') });
      },
      /other bytes were delivered/,
    ],
    [
      'an item that was live too early',
      (tale) => {
        set(entry(tale, 'delivery.created'), { publishAt: '2026-11-23T02:00:00.000Z' });
      },
      /live before its time/,
    ],
    [
      'an approval before the submission',
      (tale) => (entry(tale, 'decision.approved').at = '2026-11-22T01:00:00.000000Z'),
      /before it was submitted/,
    ],
    [
      'a recall that one person decided alone',
      (tale) => (entry(tale, 'recall.approved').actor = tale.clerk),
      /no second person/,
    ],
    [
      'somebody else’s entry',
      (tale) => (entry(tale, 'delivery.queued').announcement = tale.ids.office),
      /about something else/,
    ],
  ])('%s', (_what, change, fault) => {
    expect(retold(change).join('\n')).toMatch(fault);
  });

  const forged = (change: (rest: ReturnType<typeof receiptOf>['rest']) => void): string[] => {
    const { rest } = receiptOf(aTale(), key);
    change(rest);
    return faultsOf(signed(rest, key));
  };
  it.each<[string, Parameters<typeof forged>[0], RegExp]>([
    ['a statement of its own', (rest) => void rest.statement.deliveries.pop(), /not what the entries say/],
    [
      'an entry that was not sealed',
      (rest) => void (third(rest.entries).leaf.data = {}),
      /is not under seal/,
    ],
    [
      'an entry at another place',
      (rest) => void (third(rest.entries).index ^= 1),
      /is not under seal|wrong place/,
    ],
    ['a path that is cut', (rest) => void third(rest.entries).path.pop(), /is not under seal/],
    ['entries in another order', (rest) => void rest.entries.reverse(), /out of order/],
    ['a seal that was changed', (rest) => void (third(rest.seals).sealedAt = rest.madeAt), /another hash/],
    ['a seal that is missing', (rest) => void rest.seals.splice(1, 1), /has no seal/],
    ['a newest seal that is missing', (rest) => void (rest.newest = '99'), /newest seal is missing/],
  ])('%s', (_what, change, fault) => {
    expect(forged(change).join('\n')).toMatch(fault);
  });
});

describe('what somebody kept elsewhere', () => {
  it('finds a receipt that was signed with another key', () => {
    const { rest } = receiptOf(aTale(), other);
    expect(faultsOf(signed(rest, other))).toEqual([]);
    expect(faultsOf(signed(rest, other), { keys: [key.publicKey] })).toEqual([
      'it was signed with another key than the one given',
    ]);
  });
  it('finds a ledger that was replaced, and says when an anchor tells nothing', () => {
    const { rest, anchor } = receiptOf(aTale(), key);
    const bytes = signed(rest, key);
    const replaced = { ...third(rest.seals), hash: sha256('else') };
    const facts = { hub: 'https://notices.example.cn', at: new Date() };
    expect(faultsOf(bytes, { anchors: [makeAnchor(replaced, key, facts)] }).join()).toMatch(/replaced/);
    expect(faultsOf(bytes, { anchors: [{ ...anchor, number: 2 }] }).join()).toMatch(/signature of anchor 2/);
    const later = makeAnchor({ ...third(rest.seals), number: '77' }, key, facts);
    expect(faultsOf(bytes, { anchors: [later] }).join()).toMatch(/lies on the chain/);
    expect(faultsOf(bytes, { anchors: [later, anchor] })).toEqual([]);
  });
  it('finds a file that is not among those that were approved', () => {
    const bytes = fileOf(aTale());
    expect(faultsOf(bytes, { files: [{ name: 'b.txt', bytes: Buffer.from('别的') }] })).toHaveLength(1);
    expect(faultsOf(bytes, { files: [{ name: 'r', bytes: Buffer.from('rendition') }] })).toEqual([]);
  });
});

it('writes canonical JSON as the hub does', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(canonical(value)).toBe(canonicalJson(value));
    }),
  );
});
