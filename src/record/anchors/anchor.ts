import { z } from 'zod';
import { Hash, Instant } from '../../contract/values.js';
import { canonicalJson } from '../../platform/hash.js';
import { isSignedBy, type SigningKey } from '../../platform/keys/index.js';
import type { Seal } from '../seals.js';

export const PublicKey = z.object({ id: z.string(), publicKey: z.string() });

/** The newest seal as it is kept outside the database: whoever has it finds a ledger that was cut or replaced since. */
export const Anchor = z.object({
  format: z.literal('tongbo-seal.v1'),
  /** The public origin of the hub. */
  hub: z.string(),
  number: z.int().positive(),
  hash: Hash,
  sealedAt: Instant,
  /** When the anchor was written. */
  at: Instant,
  key: PublicKey,
  /** Over the canonical JSON of all the rest. */
  signature: z.string(),
});
export type Anchor = z.infer<typeof Anchor>;

export function makeAnchor(seal: Seal, key: SigningKey, facts: { hub: string; at: Date }): Anchor {
  const rest = {
    format: 'tongbo-seal.v1' as const,
    hub: facts.hub,
    number: Number(seal.number),
    hash: seal.hash,
    sealedAt: seal.sealedAt,
    at: facts.at.toISOString(),
    key: { id: key.id, publicKey: key.publicKey },
  };
  return { ...rest, signature: key.sign(canonicalJson(rest)) };
}

/**
 * Anchors from a file: one JSON document, or one a line.
 * @throws Error with a sentence for what is not an anchor, or was not signed by the key that it names
 */
export function parseAnchors(text: string, name: string): Anchor[] {
  const anchors = documentsIn(text).map((document) => Anchor.safeParse(document).data);
  const good = anchors.filter((anchor) => anchor !== undefined);
  if (good.length < anchors.length || good.length === 0)
    throw new Error(`${name} does not hold anchors of a ledger (tongbo-seal.v1).`);
  const forged = good.find((anchor) => !isSigned(anchor));
  if (forged)
    throw new Error(`${name}: the anchor of seal ${forged.number} was not signed by the key it names.`);
  return good;
}

function isSigned({ signature, ...rest }: Anchor): boolean {
  return isSignedBy(rest.key.publicKey, canonicalJson(rest), signature);
}

function documentsIn(text: string): unknown[] {
  try {
    return [JSON.parse(text)];
  } catch {
    return text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map(parseLine);
  }
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
