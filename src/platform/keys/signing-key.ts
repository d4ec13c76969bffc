import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { join } from 'node:path';
import { readOrCreatePrivate } from '../private-file.js';

/** An ed25519 key of the hub's own. What it signed can be checked by everybody who has `publicKey`. */
export class SigningKey {
  /** Names the key: the beginning of its public half's SHA-256. */
  readonly id: string;
  /** `ed25519:` and the 32 bytes in base64url. */
  readonly publicKey: string;

  constructor(private readonly key: KeyObject) {
    const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
    const raw = spki.subarray(spki.length - 32);
    this.id = createHash('sha256').update(raw).digest('hex').slice(0, 16);
    this.publicKey = `ed25519:${raw.toString('base64url')}`;
  }

  /** `ed25519:` and the signature over the text's UTF-8 bytes in base64url. */
  sign(text: string): string {
    return `ed25519:${sign(null, Buffer.from(text), this.key).toString('base64url')}`;
  }
}

/** Whether `publicKey` signed the text; both parts as `SigningKey` writes them, to the last letter. */
export function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  const [key, proof] = [publicKey, signature].map(bytesOf);
  if (key?.length !== 32 || proof?.length !== 64) return false;
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: key.toString('base64url') };
  return verify(null, Buffer.from(text), createPublicKey({ key: jwk, format: 'jwk' }), proof);
}

function bytesOf(text: string): Buffer | undefined {
  const bytes = Buffer.from(text.slice('ed25519:'.length), 'base64url');
  // Other letters may stand for the same bytes; only one spelling is right.
  return text === `ed25519:${bytes.toString('base64url')}` ? bytes : undefined;
}

/**
 * Reads `<home>/keys/<name>.pem`, which is made with mode 600 when it is missing; of several processes that do so
 * at once, one wins and all use its key.
 * @throws Error with a sentence when the file is damaged
 */
export async function loadSigningKey(home: string, name: string): Promise<SigningKey> {
  const path = join(home, 'keys', `${name}.pem`);
  const pem = await readOrCreatePrivate(path, createKey);
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType !== 'ed25519')
      throw new Error(`it holds a key for ${key.asymmetricKeyType ?? 'nothing'}`);
    return new SigningKey(key);
  } catch (cause) {
    throw new Error(`The hub's key ${path} is damaged: put it back from a backup.`, { cause });
  }
}

const createKey = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
