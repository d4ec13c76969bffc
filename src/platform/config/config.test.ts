import { expect, test } from '@jest/globals';
import { ConfigError, parseConfig } from './config.js';

function mistakes(environment: Record<string, string>): readonly string[] {
  try {
    parseConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.sentences;
    throw error;
  }
  throw new Error('the environment was accepted');
}

test('an empty environment gives a hub that only this machine reaches', () => {
  expect(parseConfig({ PATH: '/bin' }, '/srv/hub')).toEqual({
    port: 3000,
    publicPort: 3001,
    host: '127.0.0.1',
    dataDir: '/srv/hub/data',
    demo: true,
    roles: ['web', 'worker', 'scheduler'],
    consoleUrl: 'http://localhost:3000',
    publicUrl: 'http://localhost:3001',
    logLevel: 'info',
    allowedOrigins: [],
  });
});

test('every setting is taken; an empty one counts as unset', () => {
  const config = parseConfig({
    PORT: '8080',
    HUB_HOST: '0.0.0.0',
    HUB_DATA: '/var/hub',
    HUB_DEMO: 'off',
    HUB_ROLES: 'worker, web',
    HUB_PUBLIC_URL: 'https://Notices.example.cn/',
    HUB_LOG_LEVEL: 'debug',
    HUB_ALLOWED_ORIGINS: 'http://10.0.0.5:8080, https://portal.example.cn',
    REDIS_URL: '',
  });
  expect(config).toMatchObject({
    port: 8080,
    publicPort: 8081,
    host: '0.0.0.0',
    dataDir: '/var/hub',
    demo: false,
    roles: ['web', 'worker'],
    consoleUrl: 'http://localhost:8080',
    publicUrl: 'https://notices.example.cn',
    logLevel: 'debug',
    allowedOrigins: ['http://10.0.0.5:8080', 'https://portal.example.cn'],
  });
});

test('all mistakes are reported together, one sentence each', () => {
  const said = mistakes({
    PORT: '65535',
    HUB_DEMO: 'maybe',
    HUB_ROLES: 'web,janitor',
    HUB_PUBLIC_URL: 'https://example.cn/notices',
    HUB_LOG_LEVEL: 'loud',
    HUB_ALLOWED_ORIGINS: 'http://10.0.0.5,ftp://x',
    HUB_DATEN: './data',
  });
  expect(said).toHaveLength(7);
  for (const name of [
    'PORT',
    'HUB_DEMO',
    'janitor',
    'HUB_PUBLIC_URL',
    'HUB_LOG_LEVEL',
    'ftp://x',
    'HUB_DATEN',
  ])
    expect(said.filter((sentence) => sentence.includes(name) && sentence.endsWith('.'))).toHaveLength(1);
});

test.each(['REDIS_URL', 'DATABASE_URL', 'DATABASE_OWNER_URL'])(
  '%s is refused until its engine exists',
  (name) => {
    expect(mistakes({ [name]: 'some://where' })).toEqual([
      expect.stringMatching(`^${name} is not supported yet: unset it`),
    ]);
  },
);
