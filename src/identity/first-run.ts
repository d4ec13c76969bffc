import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { z } from 'zod';
import { Role } from '../contract/api.js';
import type { HubConfig } from '../platform/config/index.js';
import { newId } from '../platform/ids.js';
import { writePrivately } from '../platform/secrets.js';
import { isMissing } from '../platform/storage/atomic.js';
import { transact, type Db, type Tx } from '../store/database.js';
import { joinPath } from './joining/invitations.service.js';
import { issueSetupLink } from './joining/setup-link.js';
import { createMember } from './members.js';
import { readablePassword } from './passwords.js';

const FirstRunFile = z.object({
  members: z.array(
    z.object({
      name: z.string(),
      username: z.string(),
      role: Role,
      password: z.string(),
      /** Its short name. Files of the first hubs do not have it. */
      office: z.string().optional(),
    }),
  ),
  /** By which the first administrator of an empty hub comes in, until it was used. */
  setupLink: z.string().optional(),
});
/** The demo's members with their first passwords, the main office's first; or the link that sets an empty hub up. */
export type FirstRun = z.infer<typeof FirstRunFile>;

interface Beginning {
  office: { name: string; short_name: string; slug: string; demo: boolean };
  members: { name: string; username: string; role: Role }[];
}

/** What src/demo gives these offices to say hangs on their slugs and names to sign in with. */
const demo: readonly Beginning[] = [
  {
    office: {
      name: '明川市望河区城市管理和综合行政执法局',
      short_name: '望河区城管局',
      slug: 'wanghe',
      demo: true,
    },
    members: [
      { name: '贺一苇', username: 'admin', role: 'administrator' },
      { name: '柳青禾', username: 'clerk', role: 'clerk' },
      { name: '闻笛生', username: 'reviewer', role: 'reviewer' },
      { name: '江望舒', username: 'leader', role: 'leader' },
      { name: '苏砚秋', username: 'liaison', role: 'liaison' },
    ],
  },
  {
    office: { name: '明川市望河区水务局', short_name: '望河区水务局', slug: 'wanghe-water', demo: true },
    members: [
      { name: '温渡舟', username: 'admin2', role: 'administrator' },
      { name: '程听澜', username: 'clerk2', role: 'clerk' },
      { name: '陆浣石', username: 'reviewer2', role: 'reviewer' },
      { name: '沈问津', username: 'leader2', role: 'leader' },
    ],
  },
];

const unnamed = { name: '未命名机关', short_name: '未命名', slug: 'office', demo: false };

export const firstRunFile = (dataDir: string): string => join(dataDir, 'first-run.json');

/**
 * On the first start, makes the demo's offices and members, or an office without a name and the link that sets it up,
 * in one transaction, and writes the passwords or the link to `first-run.json` (mode 600) before that commits: a crash
 * leaves either nothing, or what works. An office that nobody has joined yet gets a new link at every start.
 * @returns what was made, or undefined when the hub has members already
 */
export async function ensureFirstRun(
  db: Db,
  config: Pick<HubConfig, 'dataDir' | 'demo' | 'consoleUrl'>,
): Promise<FirstRun | undefined> {
  return transact(db, 'system:first-run', async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtext('hub first run'))`.execute(tx);
    const member = await tx.selectFrom('member').select('id').limit(1).executeTakeFirst();
    if (member) return undefined;
    const made = config.demo ? await beginDemo(tx) : await beginEmpty(tx, config.consoleUrl);
    await writePrivately(firstRunFile(config.dataDir), `${JSON.stringify(made, null, 2)}\n`);
    return made;
  });
}

async function beginEmpty(tx: Tx, consoleUrl: string): Promise<FirstRun> {
  const before = await tx.selectFrom('office').select('id').limit(1).executeTakeFirst();
  const officeId = before?.id ?? newId();
  if (!before)
    await tx
      .insertInto('office')
      .values({ id: officeId, ...unnamed })
      .execute();
  return { members: [], setupLink: `${consoleUrl}${joinPath(await issueSetupLink(tx, officeId))}` };
}

async function beginDemo(tx: Tx): Promise<FirstRun> {
  const members: FirstRun['members'] = [];
  for (const beginning of demo) members.push(...(await begin(tx, beginning)));
  return { members };
}

async function begin(tx: Tx, beginning: Beginning): Promise<FirstRun['members']> {
  const officeId = newId();
  await tx
    .insertInto('office')
    .values({ id: officeId, ...beginning.office })
    .execute();
  const members = beginning.members.map((member) => ({
    ...member,
    password: readablePassword(),
    office: beginning.office.short_name,
  }));
  for (const { name, username, role, password } of members) {
    await createMember(tx, 'system:first-run', {
      officeId,
      username,
      name,
      roles: [role],
      password,
      mustChangePassword: false,
    });
  }
  return members;
}

/** What the first start wrote; undefined when the file was removed. */
export async function readFirstRun(dataDir: string): Promise<FirstRun | undefined> {
  try {
    return FirstRunFile.parse(JSON.parse(await readFile(firstRunFile(dataDir), 'utf8')));
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
