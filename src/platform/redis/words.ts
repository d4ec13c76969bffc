/** What Redis answers when it cannot serve, and what to do about it. The first word of the answer decides. */
const refusals: readonly (readonly [RegExp, string])[] = [
  [/^OOM\b/, 'is full: give it more memory (maxmemory), or find out what else fills it'],
  [
    /^READONLY\b/,
    'is a read-only replica: let REDIS_URL lead to the primary, or promote this one (REPLICAOF NO ONE)',
  ],
  [/^MISCONF\b/, 'cannot write to its disk and refuses changes: look at its log and its free space'],
  [/^LOADING\b/, 'has been restarted and is still loading its data'],
  [/^(NOAUTH|WRONGPASS)\b/, 'refuses the user or the password in REDIS_URL'],
  [/^NOPERM\b/, 'does not let the user in REDIS_URL do what the queue needs'],
  [/^MASTERDOWN\b/, 'is a replica that has lost its primary'],
  [/^ERR max number of clients/, 'takes no more connections: raise its maxclients'],
];

/** A sentence about why Redis does not serve. What was to be delivered is safe in PostgreSQL whatever happens to it. */
export function explainRedis(error: unknown, place: string): string {
  const said = error instanceof Error ? error.message : String(error);
  const known = refusals.find(([pattern]) => pattern.test(said))?.[1];
  const what = known ?? `cannot be reached (${said})`;
  return `Redis at ${place} ${what}. Deliveries wait in the database and go on by themselves.`;
}

/** What `INFO` says of the things that the queue depends on. */
export interface RedisFacts {
  version: string;
  policy: string;
  aof: boolean;
  replica: boolean;
}

export function readInfo(info: string): RedisFacts {
  const value = (name: string): string => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1] ?? '';
  return {
    // Valkey tells the Redis that it is compatible with as redis_version.
    version: value('redis_version'),
    policy: value('maxmemory_policy'),
    aof: value('aof_enabled') === '1',
    replica: value('role') === 'slave',
  };
}

const least = [6, 2] as const;

/** Why the queue cannot work on such a Redis; undefined when it can. */
export function whyUnfit({ version, policy, replica }: RedisFacts, place: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < least[0] || (major === least[0] && minor < least[1]))
    return `Redis at ${place} is version ${version === '' ? 'unknown' : version}: the hub needs Redis ${least.join('.')} or newer.`;
  if (policy !== '' && policy !== 'noeviction')
    return `Redis at ${place} throws keys away when it is full (maxmemory-policy ${policy}): set maxmemory-policy noeviction.`;
  if (replica) return explainRedis(new Error('READONLY'), place);
  return undefined;
}
