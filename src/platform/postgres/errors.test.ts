import { describe, expect, test } from '@jest/globals';
import { EmbeddedPostgresError, explain } from './errors.js';

const failWith = (code: string, message: string) => Object.assign(new Error(message), { code });

describe('what failed becomes a sentence with a code', () => {
  test.each([
    ['disk_full', failWith('ENOSPC', 'write'), ''],
    ['disk_full', '', 'PANIC:  could not write to file "pg_wal/xlogtemp.7": No space left on device'],
    ['port_taken', '', 'LOG:  could not bind IPv4 address "127.0.0.1": Address already in use'],
    ['out_of_memory', '', 'FATAL:  could not map anonymous shared memory: Cannot allocate memory'],
    [
      'no_binaries',
      '',
      'postgres: error while loading shared libraries: libstdc++.so.6: cannot open shared object file',
    ],
    ['no_system_user', '', 'initdb: error: could not look up effective user ID 4711: user does not exist'],
    ['no_permission', failWith('EACCES', 'spawn initdb EACCES'), ''],
    ['no_permission', '', 'FATAL:  could not open file "global/pg_control": Permission denied'],
    ['does_not_start', '', 'FATAL:  invalid value for parameter "port": "x"'],
  ])('%s', (code, cause, output) => {
    const error = explain(cause, 'starting PostgreSQL', '/data', output);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(/while starting PostgreSQL/i);
  });

  test('the fatal lines are kept, the talk before them is not', () => {
    const { message } = explain(
      '',
      'starting',
      '/data',
      'LOG:  starting PostgreSQL 18\nFATAL:  something odd',
    );
    expect(message).toContain('something odd');
    expect(message).not.toContain('LOG:');
  });

  test('an explained error stays as it is', () => {
    const error = new EmbeddedPostgresError('wrong_version', 'A sentence.');
    expect(explain(error, 'starting', '/data')).toBe(error);
  });
});
