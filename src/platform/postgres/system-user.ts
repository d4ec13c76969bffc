import { EmbeddedPostgresError } from './errors.js';
import { runProgram } from './processes.js';

/** A user of the operating system. */
export interface SystemUser {
  name: string;
  uid: number;
  gid: number;
}

const userName = 'tongbo';
const createCommand = [
  'useradd',
  '--system',
  '--user-group',
  '--no-create-home',
  '--home-dir',
  '/var/lib/tongbo',
  '--shell',
  '/usr/sbin/nologin',
  userName,
];

/**
 * The unprivileged user that PostgreSQL runs as when the hub runs as root; made when it is missing, since initdb wants
 * an entry in the user list.
 * @throws EmbeddedPostgresError `no_system_user` with the command to run by hand
 */
export async function ensureSystemUser(): Promise<SystemUser> {
  const existing = await findSystemUser();
  if (existing) return existing;
  const [program = '', ...args] = createCommand;
  const reason = await runProgram(program, args).then(
    (result) => result.stderr.trim(),
    (error: unknown) => String(error),
  );
  const made = await findSystemUser();
  if (made) return made;
  throw new EmbeddedPostgresError(
    'no_system_user',
    `The hub runs as root, PostgreSQL refuses to, and the system user "${userName}" could not be made (${reason}). ` +
      `Make it by hand (${createCommand.join(' ')}), or start the hub as an ordinary user.`,
  );
}

/** That user, if there is one. */
export async function findSystemUser(): Promise<SystemUser | undefined> {
  const [uid, gid] = await Promise.all([idOf('-u'), idOf('-g')]);
  return uid === undefined || gid === undefined ? undefined : { name: userName, uid, gid };
}

async function idOf(which: '-u' | '-g'): Promise<number | undefined> {
  const result = await runProgram('id', [which, userName]);
  const id = Number.parseInt(result.stdout, 10);
  return result.code === 0 && id > 0 ? id : undefined;
}
