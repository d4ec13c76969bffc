import { z } from 'zod';
import { Json } from '../contract/values.js';
import { decrypt, encrypt } from '../platform/encryption.js';
import type { SecretField } from './fields.js';

type Path = SecretField['path'];
type JsonObject = Record<string, Json>;

/** Secrets by their dotted path. */
const Secrets = z.record(z.string(), z.string());
export type Secrets = z.infer<typeof Secrets>;

const dotted = (path: Path): string => path.join('.');

/** Takes the secrets out of settings. */
export function splitSecrets(
  settings: Json,
  fields: readonly SecretField[],
): { settings: Json; secrets: Secrets } {
  const rest = structuredClone(settings);
  const secrets: Secrets = {};
  for (const { path } of fields) {
    const holder = holderOf(rest, path, false);
    const key = path.at(-1);
    if (!holder || key === undefined) continue;
    const value = holder[key];
    if (typeof value === 'string') secrets[dotted(path)] = value;
    Reflect.deleteProperty(holder, key);
  }
  return { settings: rest, secrets };
}

/** Puts secrets back where they belong; a place that holds something already keeps it. */
export function mergeSecrets(settings: Json, fields: readonly SecretField[], secrets: Secrets): Json {
  const whole = structuredClone(settings);
  for (const { path } of fields) put(whole, path, secrets, true);
  return whole;
}

function put(whole: Json, path: Path, secrets: Secrets, make: boolean): void {
  const value = secrets[dotted(path)];
  const key = path.at(-1);
  if (value === undefined || key === undefined) return;
  const holder = holderOf(whole, path, make);
  if (holder && !Object.hasOwn(holder, key)) holder[key] = value;
}

/**
 * What a person sent, completed by the secrets they left out. Null takes a secret away, and so does leaving out an
 * optional object that holds it.
 */
export function fillSecrets(wish: Json, fields: readonly SecretField[], kept: Secrets): Json {
  const whole = structuredClone(wish);
  for (const { path, anchored } of fields) {
    put(whole, path, kept, anchored);
    const holder = holderOf(whole, path, false);
    const key = path.at(-1);
    if (holder && key !== undefined && holder[key] === null) Reflect.deleteProperty(holder, key);
  }
  return whole;
}

/** The paths at which two sets of secrets differ, sorted. */
export function changedSecrets(before: Secrets, after: Secrets): string[] {
  const paths = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...paths].filter((path) => before[path] !== after[path]).sort();
}

/** Encrypts a target's secrets, bound to it; null when there are none. */
export function sealSecrets(key: Buffer, targetId: string, secrets: Secrets): string | null {
  if (Object.keys(secrets).length === 0) return null;
  return encrypt(key, JSON.stringify(secrets), contextOf(targetId));
}

/** @throws Error when they were encrypted with another key or for another target */
export function openSecrets(key: Buffer, targetId: string, sealed: string | null): Secrets {
  if (sealed === null) return {};
  return Secrets.parse(JSON.parse(decrypt(key, sealed, contextOf(targetId))));
}

const contextOf = (targetId: string): string => `target:${targetId}`;

/** The object that a path's last key belongs to. With `make`, objects on the way that are missing are made. */
function holderOf(root: Json, path: Path, make: boolean): JsonObject | undefined {
  let holder = objectOf(root);
  for (const key of path.slice(0, -1)) {
    if (holder && make && holder[key] === undefined) holder[key] = {};
    holder = holder && objectOf(holder[key]);
  }
  return holder;
}

function objectOf(value: Json | undefined): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
}
