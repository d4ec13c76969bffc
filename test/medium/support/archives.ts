import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { expect } from '@jest/globals';
import type { HubFacts, Manifest } from '../../../src/operate/archive/format.js';
import { readArchive } from '../../../src/operate/archive/read.js';
import type { Member } from '../../../src/operate/archive/tar.js';
import { writeArchive } from '../../../src/operate/archive/write.js';
import type { MovableHub } from './movable-hub.js';

/** The cost of a passphrase where what is tried is not how long one takes. */
export const CHEAP = 10;

/** An entry that no seal covers yet. */
export const note = (hub: MovableHub): Promise<unknown> =>
  hub.ask(
    `insert into ledger_entry (office_id, actor, kind, data) select id, 'system:test', 'test.noted', '{"z":1.50}' from office`,
  );

/** References, triggers and grants, which an import may not change. */
export const shapeOf = (hub: MovableHub) =>
  hub.ask(`
    select c.conrelid::regclass::text || ' ' || c.conname || ' ' || pg_get_constraintdef(c.oid) as line
      from pg_constraint c where connamespace = 'public'::regnamespace
    union all
    select t.tgrelid::regclass::text || ' ' || t.tgname || ' ' || t.tgenabled::text from pg_trigger t where not tgisinternal
    union all
    select table_name || ' ' || privilege_type || ' ' || grantee from information_schema.role_table_grants
      where table_schema = 'public'
    order by 1`);

export const filesIn = async (hub: MovableHub): Promise<string[]> =>
  (await readdir(hub.folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => relative(hub.folder, join(entry.parentPath, entry.name)))
    .sort();

export const isUntouched = async (hub: MovableHub): Promise<void> => {
  expect(await hub.ask('select from office')).toEqual([]);
  expect(await hub.ask('select from ledger_entry')).toEqual([]);
  expect(await filesIn(hub)).toEqual([]);
};

interface Written {
  file: string;
  passphrase: string;
  facts: HubFacts;
  manifest: Manifest;
}

/** Writes an archive anew with other members, as whoever has the passphrase could. */
export async function rewrite(
  { file, passphrase, facts, manifest }: Written,
  path: string,
  change: (member: Member) => Member | undefined,
): Promise<void> {
  const members: Member[] = [{ path: 'hub.json', content: Buffer.from(JSON.stringify(facts)) }];
  await readArchive(file, passphrase, {
    facts: () => Promise.resolve(),
    member: (member) => {
      const kept = change(member);
      if (kept) members.push(kept);
      return Promise.resolve();
    },
  });
  const empty = `sha256:${createHash('sha256').digest('hex')}` as const;
  const tables = { ...manifest.tables, member: { rows: 0, hash: empty } };
  const each = async function* (): AsyncGenerator<Member> {
    for (const member of members) yield await Promise.resolve(member);
  };
  await writeArchive(path, passphrase, each(), {
    at: new Date(),
    cost: CHEAP,
    counts: () => ({ tables, keys: 0, files: 0, bytes: 0 }),
  });
}
