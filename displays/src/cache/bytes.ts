import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 as digestHere } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { HubKey } from '../../../src/contract/display-link.js';
import type { Signed } from '../../../src/contract/display.js';

const utf8 = new TextEncoder();

/** The browser's own digest works on another thread: up to so many bytes the way there takes longer than the work. */
const shortBytes = 32 * 1024;

export async function sha256(content: ArrayBuffer | string): Promise<string> {
  const bytes = typeof content === 'string' ? utf8.encode(content) : new Uint8Array(content);
  const digest =
    bytes.byteLength <= shortBytes
      ? digestHere(bytes)
      : new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return `sha256:${bytesToHex(digest)}`;
}

export function toBase64Url(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

/** Throws on what is not base64url. */
function fromBase64Url(text: string): Uint8Array {
  const binary = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/** Whether the hub with this key signed the payload. */
export function isSignedBy(key: HubKey, signed: Signed): boolean {
  const raw = (text: string): Uint8Array => fromBase64Url(text.slice('ed25519:'.length));
  try {
    return (
      signed.keyId === key.id &&
      ed25519.verify(raw(signed.signature), utf8.encode(signed.payload), raw(key.publicKey))
    );
  } catch {
    // A text that is no signature at all proves as little as a wrong one.
    return false;
  }
}
