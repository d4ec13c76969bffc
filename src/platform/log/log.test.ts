import { expect, test } from '@jest/globals';
import { createLogger } from './log.js';

test('secrets do not reach the log, two levels deep, whatever carries them', () => {
  const lines: string[] = [];
  const logger = createLogger('info', { write: (line) => lines.push(line) });
  logger.info(
    {
      password: 'hunter2-a',
      body: { password: 'hunter2-b', newPassword: 'hunter2-c', name: 'kept' },
      req: { headers: { cookie: 'hunter2-d', authorization: 'hunter2-e', host: 'kept.example' } },
      res: { headers: { 'set-cookie': 'hunter2-f' } },
    },
    'said',
  );
  expect(lines).toHaveLength(1);
  expect(lines.join('')).not.toContain('hunter2');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    msg: 'said',
    body: { name: 'kept' },
    req: { headers: { host: 'kept.example' } },
  });
});
