import { hash, verify, type Options } from '@node-rs/argon2';
import { plainCode } from '../platform/ids.js';

export const passwordLength = { min: 12, max: 128 } as const;

/** Argon2id (the library's default algorithm) with OWASP's parameters for it: 19 MiB, two passes, one lane. */
const cost: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** An input method may write the same letters full-width; both forms are one password. */
const normal = (password: string): string => password.normalize('NFKC');

export function hashPassword(password: string): Promise<string> {
  return hash(normal(password), cost);
}

export function verifyPassword(hashed: string, password: string): Promise<boolean> {
  return verify(hashed, normal(password));
}

/** A random password that can be read aloud: four groups of four, 80 bits. */
export function readablePassword(): string {
  return Array.from({ length: 4 }, () => plainCode(4).toLowerCase()).join('-');
}
