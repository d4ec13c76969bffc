import { isAbsolute, join, resolve } from 'node:path';
import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import {
  engineMistakes,
  engineOf,
  engineSettings,
  filesOf,
  type EngineConfig,
  type FilesConfig,
} from './engine.js';
import { oidcMistakes, oidcOf, oidcSettings, type OidcConfig } from './oidc.js';
import { tlsMistakes, tlsOf, tlsSettings, type TlsConfig } from './tls.js';

export const Role = z.enum(['web', 'worker', 'scheduler']);
/** A part of the hub that one process may run: pages and API, deliveries, or housekeeping. */
export type ProcessRole = z.infer<typeof Role>;

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';

/** Everything that the environment decides, parsed once. */
export interface HubConfig {
  /** The console, the API and the screens. */
  port: number;
  /** The public pages, from an origin of their own. */
  publicPort: number;
  /** The address that both listeners bind to. */
  host: string;
  /** HTTPS for the console and the screens; undefined: none. */
  tls: TlsConfig | undefined;
  /** Absolute. */
  dataDir: string;
  engine: EngineConfig;
  files: FilesConfig;
  /** The file with the hub's own keys, absolute; signing keys lie in the folder `keys` beside it. */
  secretsFile: string;
  /** Addresses and networks whose `X-Forwarded-For` is believed. */
  trustedProxies: readonly string[];
  demo: boolean;
  roles: readonly ProcessRole[];
  /** How a browser on the hub's machine reaches the console; without a trailing slash. */
  consoleUrl: string;
  /** The origin of the public pages as the public writes it; without a trailing slash. */
  publicUrl: string;
  logLevel: LogLevel;
  /** Origins and mail servers (`smtp://host:port`) on private addresses that channels may call. */
  allowedOrigins: readonly string[];
  /** Megabytes that have to be free where the data folder is; below that the hub's health is red. */
  minFreeMb: number;
  /** Days for which each single play of a screen is kept; its counts by the day stay. */
  playsDays: number;
  /** Undefined: members sign in by name and password alone. */
  oidc: OidcConfig | undefined;
}

/** Nest's token for the HubConfig. */
export const CONFIG = Symbol('config');

/** What is wrong with the environment: one sentence for each mistake. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(readonly sentences: readonly string[]) {
    super(sentences.join('\n'));
  }
}

const oneOf = <T extends string>(name: string, values: readonly T[]) =>
  z.enum(values as [T, ...T[]], { error: () => `${name} has to be one of ${values.join(', ')}.` });

const proxies = z.string().transform((text, context) => {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  for (const part of parts)
    if (!isNetwork(part))
      context.addIssue(
        `HUB_TRUSTED_PROXIES names ${JSON.stringify(part)}, which is not an address such as 10.0.0.5 or a network such as 10.0.0.0/24.`,
      );
  return parts;
});

const origins = (name: string) =>
  z.string().transform((text, context) => {
    const parts = text.split(',').map((part) => part.trim());
    return parts
      .filter((part) => part !== '')
      .map((part) => {
        const origin = httpOrigin(part) ?? mailServer(part);
        if (origin === undefined)
          context.addIssue(
            `${name} names ${JSON.stringify(part)}, which is neither an origin such as http://10.0.0.5:8080 nor a mail server such as smtp://10.0.0.6:25.`,
          );
        return origin ?? part;
      });
  });

const Environment = z.object({
  PORT: z
    .string()
    .refine((text) => /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_534, {
      error: () => 'PORT has to be a whole number from 1 to 65534; the public pages take the port after it.',
    })
    .default('3000'),
  HUB_HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:_-]+$/, {
      error: () => 'HUB_HOST has to be a host name or an IP address to listen on.',
    })
    .default('127.0.0.1'),
  HUB_DATA: z.string().default('./data'),
  HUB_DEMO: oneOf('HUB_DEMO', ['on', 'off']).optional(),
  HUB_ROLES: z
    .string()
    .transform((text, context) => {
      const roles = text.split(',').map((role) => role.trim());
      const unknown = roles.filter((role) => !Role.safeParse(role).success);
      if (unknown.length > 0)
        context.addIssue(
          `HUB_ROLES may list ${Role.options.join(', ')}, not ${unknown.map((role) => JSON.stringify(role)).join(', ')}.`,
        );
      return Role.options.filter((role) => roles.includes(role));
    })
    .default([...Role.options]),
  HUB_PUBLIC_URL: z
    .string()
    .refine((text) => httpOrigin(text) !== undefined, {
      error: () => 'HUB_PUBLIC_URL has to be an origin such as https://notices.example.cn, without a path.',
    })
    .optional(),
  HUB_LOG_LEVEL: oneOf('HUB_LOG_LEVEL', [
    'trace',
    'debug',
    'info',
    'warn',
    'error',
    'fatal',
    'silent',
  ]).default('info'),
  HUB_ALLOWED_ORIGINS: origins('HUB_ALLOWED_ORIGINS').default([]),
  HUB_TRUSTED_PROXIES: proxies.default([]),
  HUB_PLAYS_DAYS: z
    .string()
    .refine((text) => /^\d{1,4}$/.test(text) && Number(text) >= 45, {
      error: () =>
        'HUB_PLAYS_DAYS has to be a whole number of days from 45: screens keep what they showed for 30.',
    })
    .default('62'),
  HUB_MIN_FREE_MB: z
    .string()
    .regex(/^\d{1,7}$/, { error: () => 'HUB_MIN_FREE_MB has to be a whole number of megabytes.' })
    .default('500'),
  ...engineSettings,
  ...oidcSettings,
  ...tlsSettings,
});

/**
 * Parses the environment. Empty values count as unset; an unknown name that begins with HUB_ is a mistake.
 * @throws ConfigError with all mistakes together
 */
export function parseConfig(
  environment: Record<string, string | undefined>,
  workingDir = process.cwd(),
): HubConfig {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
  const strangers = Object.keys(given)
    .filter((name) => name.startsWith('HUB_') && !(name in Environment.shape))
    .map((name) => `${name} is not a setting of the hub.`);
  const parsed = Environment.safeParse(given);
  const mistakes = [
    ...(parsed.error?.issues.map(({ message }) => message) ?? []),
    ...strangers,
    ...engineMistakes(given, given.HUB_DEMO),
    ...oidcMistakes(given, parsed.data?.HUB_ALLOWED_ORIGINS ?? []),
    ...tlsMistakes(given),
  ];
  if (!parsed.success || mistakes.length > 0) throw new ConfigError(mistakes);
  const { data } = parsed;
  const port = Number(data.PORT);
  const absolute = (path: string): string => (isAbsolute(path) ? path : resolve(workingDir, path));
  const dataDir = absolute(data.HUB_DATA);
  const engine = engineOf(data);
  const consoleUrl = `http://localhost:${port}`;
  return {
    port,
    publicPort: port + 1,
    host: data.HUB_HOST,
    tls: tlsOf(data, port, absolute),
    dataDir,
    engine,
    files: filesOf(data, dataDir, workingDir),
    secretsFile: absolute(data.HUB_SECRETS ?? join(dataDir, 'hub-secrets.json')),
    trustedProxies: data.HUB_TRUSTED_PROXIES,
    demo: engine.kind === 'embedded' && data.HUB_DEMO !== 'off',
    roles: data.HUB_ROLES,
    consoleUrl,
    publicUrl: httpOrigin(data.HUB_PUBLIC_URL ?? '') ?? `http://localhost:${port + 1}`,
    logLevel: data.HUB_LOG_LEVEL,
    allowedOrigins: data.HUB_ALLOWED_ORIGINS,
    minFreeMb: Number(data.HUB_MIN_FREE_MB),
    playsDays: Number(data.HUB_PLAYS_DAYS),
    oidc: oidcOf(data, consoleUrl),
  };
}

/** The configuration of this process. The only place that reads the process's environment. */
export const readConfig = (): HubConfig => parseConfig(process.env);

/** The names of all settings. */
export const settingNames: readonly string[] = Object.keys(Environment.shape);

const isNetwork = (text: string): boolean => ipaddr.isValid(text) || ipaddr.isValidCIDR(text);

/** The canonical origin of an http(s) address that is nothing but an origin. */
function httpOrigin(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const bare =
    url.pathname === '/' &&
    url.search === '' &&
    url.hash === '' &&
    url.username === '' &&
    url.password === '';
  return bare && (url.protocol === 'http:' || url.protocol === 'https:') ? url.origin : undefined;
}

/** `smtp://host:port` and nothing more. */
function mailServer(text: string): string | undefined {
  return /^smtp:\/\/(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\]):[1-9]\d{0,4}$/.test(text) && URL.canParse(text)
    ? text.toLowerCase()
    : undefined;
}
