import { createHash, randomBytes } from 'node:crypto';

/** A secret for a link or a token: 24 random bytes as 32 letters. */
export const newSecret = (): string => randomBytes(24).toString('base64url');

/** What the hub keeps of it. The secret is random, so that a plain hash gives nothing away. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');
