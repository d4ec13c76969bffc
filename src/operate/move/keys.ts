import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isMissing } from '../../platform/storage/atomic.js';
import { KEYS } from '../archive/format.js';
import type { Member } from '../archive/tar.js';
import { Refusal } from '../refusal.js';

const SECRETS = `${KEYS}hub-secrets.json`;
const SIGNING = /^keys\/keys\/([A-Za-z0-9][A-Za-z0-9._-]*\.pem)$/;

/** The hub's own keys, as HUB_SECRETS names them. @throws Refusal when they are not there */
export async function keyMembers(secretsFile: string): Promise<Member[]> {
  const secrets = await read(secretsFile);
  if (!secrets)
    throw new Refusal(`The hub’s keys, ${secretsFile}, are not here: without them the rest cannot be used.`);
  const folder = join(dirname(secretsFile), 'keys');
  const names = (await list(folder)).filter((name) => name.endsWith('.pem')).sort();
  const signing = await Promise.all(
    names.map(async (name) => ({ path: `${KEYS}keys/${name}`, content: await readFile(join(folder, name)) })),
  );
  return [{ path: SECRETS, content: secrets }, ...signing];
}

/** Puts an archive's keys where HUB_SECRETS says, and takes them away again when the rest fails. */
export class KeyPlace {
  private readonly written: string[] = [];

  constructor(private readonly secretsFile: string) {}

  /** @throws Refusal when another key stands there */
  async put({ path, content }: Member): Promise<void> {
    const place = this.placeOf(path);
    if (place === undefined) throw new Refusal(`The archive holds a key of an unknown name, ${path}.`);
    const there = await read(place);
    if (there?.equals(content) === true) return;
    if (there) throw new Refusal(`${place} is there already, and is another key: move it away first.`);
    await mkdir(dirname(place), { recursive: true, mode: 0o700 });
    await writeFile(place, content, { mode: 0o600, flag: 'wx', flush: true });
    this.written.push(place);
  }

  async undo(): Promise<void> {
    for (const path of this.written) await rm(path, { force: true });
  }

  private placeOf(path: string): string | undefined {
    if (path === SECRETS) return this.secretsFile;
    const name = SIGNING.exec(path)?.[1];
    return name === undefined ? undefined : join(dirname(this.secretsFile), 'keys', name);
  }
}

async function read(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function list(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}
