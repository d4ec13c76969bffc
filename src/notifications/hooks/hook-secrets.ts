import { z } from 'zod';
import { decrypt, encrypt } from '../../platform/encryption.js';
import type { Place } from './shapes.js';

const Stored = z.object({ url: z.string(), secret: z.string().optional() });

/** Encrypts where a hook is called, bound to the hook. */
export const sealPlace = (key: Buffer, hookId: string, place: Place): string =>
  encrypt(key, JSON.stringify(place), contextOf(hookId));

/** @throws Error when it was encrypted with another key or for another hook */
export const openPlace = (key: Buffer, hookId: string, sealed: string): Place =>
  Stored.parse(JSON.parse(decrypt(key, sealed, contextOf(hookId))));

const contextOf = (hookId: string): string => `hook:${hookId}`;
