/** What can go wrong with the embedded PostgreSQL; stable, for logs and tests. */
export type EmbeddedPostgresErrorCode =
  | 'data_in_use'
  | 'data_folder_unusable'
  | 'no_binaries'
  | 'no_system_user'
  | 'no_permission'
  | 'disk_full'
  | 'out_of_memory'
  | 'port_taken'
  | 'wrong_version'
  | 'wrong_password'
  | 'wrong_owner'
  | 'database_missing'
  | 'secrets_missing'
  | 'secrets_invalid'
  | 'does_not_start'
  | 'does_not_stop';

/** An error of the embedded PostgreSQL. Its message is a sentence for the person who starts the hub: what, and what to do. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
  constructor(
    readonly code: EmbeddedPostgresErrorCode,
    sentence: string,
    cause?: unknown,
  ) {
    super(sentence, { cause });
  }
}

interface Explanation {
  code: EmbeddedPostgresErrorCode;
  pattern: RegExp;
  sentence: (where: string) => string;
}

const explanations: Explanation[] = [
  {
    code: 'disk_full',
    pattern: /No space left on device|ENOSPC|Disk quota exceeded|EDQUOT/,
    sentence: (where) => `The disk that holds ${where} is full: make room on it, then start the hub again.`,
  },
  {
    code: 'port_taken',
    pattern: /Address already in use|could not create any TCP\/IP sockets|EADDRINUSE/,
    sentence: () => 'Another program took the port that was meant for PostgreSQL: start the hub again.',
  },
  {
    code: 'out_of_memory',
    pattern: /Cannot allocate memory|out of memory|could not (?:map|resize|create) .*shared memory|ENOMEM/,
    sentence: () =>
      'There is not enough memory for PostgreSQL (it needs about 300 MB): free some, then start the hub again.',
  },
  {
    code: 'no_binaries',
    pattern: /error while loading shared libraries|Library not loaded|Exec format error|ENOEXEC/,
    sentence: () =>
      'PostgreSQL’s program files do not run on this system (they need glibc and libstdc++; Alpine has neither): install what is missing, or use a Debian-like system.',
  },
  {
    code: 'no_system_user',
    pattern: /could not look up effective user ID|user does not exist/,
    sentence: () =>
      'The user that runs the hub has no entry in the system’s user list (/etc/passwd), which PostgreSQL needs: start the hub as a user that has one.',
  },
  {
    code: 'no_permission',
    pattern:
      /Permission denied|EACCES|EPERM|Operation not permitted|EROFS|Read-only file system|has wrong ownership/,
    sentence: (where) =>
      `PostgreSQL may not read or write ${where}: give the folder to the user that runs the hub (chown, chmod u+rwX), then start again.`,
  },
];

/**
 * Turns whatever failed into an error with a sentence.
 * @param cause the thrown value
 * @param doing what was being done, as the end of "… failed while", e.g. "creating the database cluster"
 * @param where the folder it was done in
 * @param output what the program said, if there was one
 */
export function explain(cause: unknown, doing: string, where: string, output = ''): EmbeddedPostgresError {
  if (cause instanceof EmbeddedPostgresError) return cause;
  const text = `${output}\n${cause instanceof Error ? `${errnoOf(cause) ?? ''} ${cause.message}` : String(cause)}`;
  const known = explanations.find(({ pattern }) => pattern.test(text));
  const said = lastWords(text);
  if (known)
    return new EmbeddedPostgresError(known.code, `${known.sentence(where)} (While ${doing}: ${said})`, cause);
  return new EmbeddedPostgresError(
    'does_not_start',
    `The embedded PostgreSQL failed while ${doing} in ${where}: ${said}`,
    cause,
  );
}

/** The operating system's code of an error, e.g. `ENOENT`. */
export function errnoOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

function lastWords(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  const fatal = lines.filter((line) => /FATAL|PANIC|error:/.test(line));
  const chosen = fatal.length > 0 ? fatal : lines.filter((line) => line !== '');
  return chosen.slice(-3).join(' ').slice(0, 600);
}
