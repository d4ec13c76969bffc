import { describe, expect, it } from '@jest/globals';
import { explainRedis, readInfo, whyUnfit } from './words.js';

const place = 'redis://redis.example.cn:6379';
const info = (version: string, policy = 'noeviction', role = 'master'): string =>
  `# Server\r\nredis_version:${version}\r\nredis_mode:standalone\r\n# Memory\r\nmaxmemory_policy:${policy}\r\n# Persistence\r\naof_enabled:1\r\n# Replication\r\nrole:${role}\r\n`;

describe('what INFO says', () => {
  it.each(['6.2.0', '7.0.15', '8.2.1', '10.0.0'])('version %s will do', (version) => {
    expect(readInfo(info(version))).toEqual({ version, policy: 'noeviction', aof: true, replica: false });
    expect(whyUnfit(readInfo(info(version)), place)).toBeUndefined();
  });

  it.each(['6.0.16', '5.0.7', '2.8.24'])(
    'version %s is too old, and the sentence says which will do',
    (version) => {
      expect(whyUnfit(readInfo(info(version)), place)).toBe(
        `Redis at ${place} is version ${version}: the hub needs Redis 6.2 or newer.`,
      );
    },
  );

  it('a policy that throws keys away, or a replica, is not fit', () => {
    expect(whyUnfit(readInfo(info('7.2.0', 'volatile-lru')), place)).toMatch(
      /set maxmemory-policy noeviction/,
    );
    expect(whyUnfit(readInfo(info('7.2.0', 'noeviction', 'slave')), place)).toMatch(/read-only replica/);
  });
});

it.each([
  ["OOM command not allowed when used memory > 'maxmemory'.", 'is full'],
  ["READONLY You can't write against a read only replica.", 'is a read-only replica'],
  ['MISCONF Errors writing to the AOF file: No space left on device', 'cannot write to its disk'],
  ['LOADING Redis is loading the dataset in memory', 'is still loading its data'],
  ['WRONGPASS invalid username-password pair or user is disabled.', 'refuses the user or the password'],
  ['NOAUTH Authentication required.', 'refuses the user or the password'],
  ['connect ECONNREFUSED 127.0.0.1:6379', 'cannot be reached (connect ECONNREFUSED 127.0.0.1:6379)'],
])('%s becomes a sentence about the cause', (answer, said) => {
  const sentence = explainRedis(new Error(answer), place);
  expect(sentence).toContain(said);
  expect(sentence).toMatch(/^Redis at .*\. Deliveries wait in the database and go on by themselves\.$/);
});
