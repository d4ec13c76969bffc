import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Visitor } from './visitor.js';

const FirstRun = z.object({ setupLink: z.string() });

/** The link that an empty hub left in its data folder. */
export async function setupLink(dataDir: string): Promise<string> {
  return FirstRun.parse(JSON.parse(await readFile(join(dataDir, 'first-run.json'), 'utf8'))).setupLink;
}

/** What stands behind its `#`. */
export async function setupToken(dataDir: string): Promise<string> {
  return (await setupLink(dataDir)).split('#')[1] ?? '';
}

/** Names an empty hub's office by its link; the administrator who came of it, signed in. */
export async function setUp(url: string, dataDir: string): Promise<Visitor> {
  const visitor = new Visitor(url);
  const body = {
    token: await setupToken(dataDir),
    username: 'admin',
    name: '系统管理员',
    password: 'a hub that begins empty',
    office: { name: '明川市望河区试验局', shortName: '试验局' },
  };
  const answer = await visitor.call('POST', '/api/auth/join', { body });
  if (answer.status !== 200) throw new Error(answer.text);
  return visitor;
}
