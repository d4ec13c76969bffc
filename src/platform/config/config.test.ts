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
    engine: { kind: 'embedded' },
    files: { kind: 'folder', folder: '/srv/hub/data' },
    secretsFile: '/srv/hub/data/hub-secrets.json',
    trustedProxies: [],
    demo: true,
    roles: ['web', 'worker', 'scheduler'],
    consoleUrl: 'http://localhost:3000',
    publicUrl: 'http://localhost:3001',
    logLevel: 'info',
    allowedOrigins: [],
    minFreeMb: 500,
    playsDays: 62,
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
    HUB_MIN_FREE_MB: '2000',
    HUB_PLAYS_DAYS: '400',
    HUB_ALLOWED_ORIGINS: 'http://10.0.0.5:8080, https://portal.example.cn,smtp://Mail.office.example:25',
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
    minFreeMb: 2000,
    playsDays: 400,
    allowedOrigins: ['http://10.0.0.5:8080', 'https://portal.example.cn', 'smtp://mail.office.example:25'],
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
    HUB_MIN_FREE_MB: '1 GB',
    HUB_PLAYS_DAYS: '7',
    HUB_DATEN: './data',
  });
  expect(said).toHaveLength(9);
  for (const name of [
    'PORT',
    'HUB_DEMO',
    'janitor',
    'HUB_PUBLIC_URL',
    'HUB_LOG_LEVEL',
    'ftp://x',
    'HUB_MIN_FREE_MB',
    'HUB_PLAYS_DAYS',
    'HUB_DATEN',
  ])
    expect(said.filter((sentence) => sentence.includes(name) && sentence.endsWith('.'))).toHaveLength(1);
});

const distributed = {
  DATABASE_URL: 'postgres://hub_app:secret-one@db.example.cn/hub',
  REDIS_URL: 'redis://:secret-two@redis.example.cn:6379',
  HUB_FILES: 's3://notices',
  HUB_S3_ENDPOINT: 'https://s3.example.cn',
  HUB_S3_ACCESS_KEY: 'key',
  HUB_S3_SECRET_KEY: 'secret-three',
  HUB_SECRETS: '/keys/hub.json',
};

test('a database and a Redis together switch to the distributed engine, which has no demo', () => {
  const config = parseConfig({ ...distributed, HUB_TRUSTED_PROXIES: '10.0.0.5, 172.16.0.0/12' });
  expect(config).toMatchObject({
    engine: { kind: 'distributed', databaseUrl: distributed.DATABASE_URL, ownerUrl: undefined },
    files: { kind: 's3', bucket: 'notices', endpoint: 'https://s3.example.cn', region: 'us-east-1' },
    secretsFile: '/keys/hub.json',
    trustedProxies: ['10.0.0.5', '172.16.0.0/12'],
    demo: false,
  });
  const folder = {
    ...distributed,
    HUB_FILES: 'shared',
    HUB_S3_ENDPOINT: '',
    HUB_S3_ACCESS_KEY: '',
    HUB_S3_SECRET_KEY: '',
  };
  expect(parseConfig(folder, '/srv').files).toEqual({ kind: 'folder', folder: '/srv/shared' });
});

const { DATABASE_URL, REDIS_URL, HUB_FILES, HUB_S3_ACCESS_KEY } = distributed;
test.each([
  ['DATABASE_URL needs REDIS_URL', { DATABASE_URL }],
  ['REDIS_URL needs DATABASE_URL', { REDIS_URL }],
  ['DATABASE_OWNER_URL needs DATABASE_URL', { DATABASE_OWNER_URL: DATABASE_URL }],
  ['different roles', { ...distributed, DATABASE_OWNER_URL: DATABASE_URL }],
  [
    'HUB_FILES has to name',
    { ...distributed, HUB_FILES: '', HUB_S3_ENDPOINT: '', HUB_S3_ACCESS_KEY: '', HUB_S3_SECRET_KEY: '' },
  ],
  ['HUB_SECRETS has to name', { ...distributed, HUB_SECRETS: '' }],
  ['HUB_DEMO=on is for the embedded engine', { ...distributed, HUB_DEMO: 'on' }],
  ['HUB_S3_SECRET_KEY has to be set', { HUB_FILES, HUB_S3_ACCESS_KEY }],
  ['HUB_S3_ACCESS_KEY has no effect', { HUB_S3_ACCESS_KEY }],
  ['DATABASE_URL has to be a URL', { ...distributed, DATABASE_URL: 'mysql://root:secret-one@db' }],
  ['REDIS_URL has to be a URL', { ...distributed, REDIS_URL: 'secret-two' }],
  ['HUB_FILES has to be a folder', { ...distributed, HUB_FILES: 's3://No_Bucket' }],
  ['HUB_TRUSTED_PROXIES names "nginx"', { HUB_TRUSTED_PROXIES: 'nginx' }],
])('%s: one sentence, without what may be a secret', (what, environment) => {
  const said = mistakes(environment);
  expect(said).toEqual([expect.stringContaining(what)]);
  expect(said.join()).not.toMatch(/secret-(one|two|three)/);
});

test('a provider to sign in by is named whole, by https unless its origin is allowed, or not at all', () => {
  expect(parseConfig({}).oidc).toBeUndefined();
  expect(mistakes({ HUB_OIDC_CLIENT_ID: 'tongbo' })).toEqual([
    'HUB_OIDC_CLIENT_ID has no effect without HUB_OIDC_ISSUER: unset it, or name the provider.',
  ]);
  const whole = { HUB_OIDC_CLIENT_ID: 'tongbo', HUB_OIDC_CLIENT_SECRET: 'words' };
  const overHttp = { ...whole, HUB_OIDC_ISSUER: 'http://10.0.0.9:8080/realms/office' };
  expect(mistakes(overHttp)).toEqual([expect.stringContaining('https://')]);
  expect(mistakes({ HUB_OIDC_ISSUER: 'https://login.example.cn' })).toHaveLength(2);
  expect(mistakes({ ...whole, HUB_OIDC_ISSUER: 'https://login.example.cn/?a=1' })).toHaveLength(1);
  expect(parseConfig({ ...overHttp, HUB_ALLOWED_ORIGINS: 'http://10.0.0.9:8080' }).oidc?.issuer).toBe(
    'http://10.0.0.9:8080/realms/office',
  );
  expect(
    parseConfig({
      ...whole,
      HUB_OIDC_ISSUER: 'https://login.example.cn',
      HUB_OIDC_CONSOLE_URL: 'https://Tongbo.example.cn/',
      HUB_OIDC_EMAIL_DOMAINS: 'Wanghe.example.cn, example.cn',
      HUB_OIDC_MULTI_FACTOR: 'mfa, otp',
    }).oidc,
  ).toMatchObject({
    consoleUrl: 'https://tongbo.example.cn',
    emailClaim: 'email',
    emailDomains: ['wanghe.example.cn', 'example.cn'],
    multiFactor: ['mfa', 'otp'],
    label: { zh: '统一身份认证登录', en: 'Sign in with single sign-on' },
  });
});

test('HTTPS is on by itself for others than this machine, and as somebody says', () => {
  expect(parseConfig({}).tls).toBeUndefined();
  expect(parseConfig({ HUB_HOST: '::1' }).tls).toBeUndefined();
  expect(parseConfig({ HUB_HOST: '0.0.0.0' }).tls).toEqual({ port: 3443, names: [], supplied: undefined });
  expect(parseConfig({ HUB_HOST: '0.0.0.0', HUB_TLS_PORT: 'off' }).tls).toBeUndefined();
  const chosen = { HUB_TLS_PORT: '8443', HUB_TLS_NAMES: 'Hub.Office.lan, 10.0.0.5' };
  expect(parseConfig(chosen).tls).toEqual({
    port: 8443,
    names: ['hub.office.lan', '10.0.0.5'],
    supplied: undefined,
  });
  const files = { HUB_TLS_CERT: 'tls/cert.pem', HUB_TLS_KEY: '/etc/key.pem' };
  expect(parseConfig({ ...chosen, ...files }, '/srv').tls?.supplied).toEqual({
    certificate: '/srv/tls/cert.pem',
    key: '/etc/key.pem',
  });
});

test.each([
  [{ HUB_TLS_PORT: '0' }, 'HUB_TLS_PORT has to be'],
  [{ HUB_TLS_PORT: 'on' }, 'HUB_TLS_PORT has to be'],
  [{ HUB_TLS_NAMES: 'https://hub' }, 'HUB_TLS_NAMES names "https://hub"'],
  [{ HUB_TLS_CERT: 'cert.pem' }, 'belong together'],
  [{ PORT: '65300', HUB_HOST: '0.0.0.0' }, 'set HUB_TLS_PORT'],
])('the mistake in %j is told', (given, sentence) => {
  expect(() => parseConfig(given)).toThrow(sentence);
});
