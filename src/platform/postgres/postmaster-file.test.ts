import { expect, test } from '@jest/globals';
import { commandLine, parsePostmasterFile } from './postmaster-file.js';

const lines = [
  '4711',
  '/data/postgres',
  '1795391375',
  '24417',
  '',
  '127.0.0.1',
  '  8655617    131072',
  'ready   ',
];

test('reads a server that accepts connections', () => {
  expect(parsePostmasterFile(lines.join('\n'))).toEqual({
    pid: 4711,
    dataDir: '/data/postgres',
    port: 24417,
    ready: true,
  });
});

test('a server that still recovers is not ready', () => {
  expect(parsePostmasterFile([...lines.slice(0, 7), 'starting'].join('\n'))?.ready).toBe(false);
  expect(parsePostmasterFile(lines.slice(0, 7).join('\n'))?.ready).toBe(false);
});

test.each(['', 'rubbish', '-3\n/data', '0'])('%j names no process', (text) => {
  expect(parsePostmasterFile(text)).toBeUndefined();
});

test('quotes a command line as PostgreSQL does', () => {
  expect(commandLine('/bin/postgres', ['-c', 'log_line_prefix=%m '])).toBe(
    '/bin/postgres "-c" "log_line_prefix=%m "',
  );
});
