import { isAbsolute, resolve } from 'node:path';
import { z } from 'zod';

/** Which database and queue the hub runs on. The URLs carry passwords: never log them. */
export type EngineConfig =
  | { kind: 'embedded' }
  | {
      kind: 'distributed';
      /** The hub's own role on any PostgreSQL from version 15. */
      databaseUrl: string;
      /** The role that owns the tables; a process without it waits until another one has migrated. */
      ownerUrl: string | undefined;
      redisUrl: string;
    };

/** Where blobs and served files are kept. */
export type FilesConfig =
  | { kind: 'folder'; folder: string }
  | {
      kind: 's3';
      bucket: string;
      /** Undefined for Amazon's own. */
      endpoint: string | undefined;
      region: string;
      accessKeyId: string;
      secretAccessKey: string;
    };

/** A setting that holds a URL. What is wrong with it is said without its value, which may hold a password. */
const urlOf = (name: string, protocols: readonly string[], example: string) =>
  z
    .string()
    .refine(
      (text) =>
        URL.canParse(text) && protocols.includes(new URL(text).protocol) && new URL(text).hostname !== '',
      { error: () => `${name} has to be a URL such as ${example}.` },
    );

const postgres = ['postgres:', 'postgresql:'];

/** The environment's names for the distributed engine and for storage that several processes share. */
export const engineSettings = {
  DATABASE_URL: urlOf('DATABASE_URL', postgres, 'postgres://hub_app:password@db.example.cn/hub').optional(),
  DATABASE_OWNER_URL: urlOf(
    'DATABASE_OWNER_URL',
    postgres,
    'postgres://hub_owner:password@db.example.cn/hub',
  ).optional(),
  REDIS_URL: urlOf(
    'REDIS_URL',
    ['redis:', 'rediss:'],
    'redis://:password@redis.example.cn:6379/0',
  ).optional(),
  HUB_FILES: z
    .string()
    .refine((text) => !/^[a-z0-9]+:\/\//i.test(text) || bucketOf(text) !== undefined, {
      error: () => 'HUB_FILES has to be a folder, or s3:// and the name of a bucket.',
    })
    .optional(),
  HUB_S3_ENDPOINT: urlOf('HUB_S3_ENDPOINT', ['http:', 'https:'], 'https://s3.example.cn').optional(),
  HUB_S3_REGION: z.string().optional(),
  HUB_S3_ACCESS_KEY: z.string().optional(),
  HUB_S3_SECRET_KEY: z.string().optional(),
  HUB_SECRETS: z.string().optional(),
};

type Given = { [Name in keyof typeof engineSettings]?: string | undefined };

/** What is wrong between settings that are each right by themselves: one sentence a mistake. */
export function engineMistakes(given: Given, demo: string | undefined): string[] {
  const mistakes: string[] = [];
  const distributed = given.DATABASE_URL !== undefined && given.REDIS_URL !== undefined;
  if (given.DATABASE_URL !== undefined && given.REDIS_URL === undefined)
    mistakes.push('DATABASE_URL needs REDIS_URL beside it: the distributed engine keeps its queue on Redis.');
  if (given.REDIS_URL !== undefined && given.DATABASE_URL === undefined)
    mistakes.push(
      'REDIS_URL needs DATABASE_URL beside it: the distributed engine works on a PostgreSQL that all share.',
    );
  if (given.DATABASE_OWNER_URL !== undefined && given.DATABASE_URL === undefined)
    mistakes.push('DATABASE_OWNER_URL needs DATABASE_URL beside it: the owner only migrates.');
  if (given.DATABASE_URL !== undefined && given.DATABASE_URL === given.DATABASE_OWNER_URL)
    mistakes.push(
      'DATABASE_URL and DATABASE_OWNER_URL have to name different roles: the hub’s own role must not be able to change the ledger.',
    );
  if (distributed && given.HUB_FILES === undefined)
    mistakes.push('HUB_FILES has to name what all processes share: a folder, or s3:// and a bucket.');
  if (distributed && given.HUB_SECRETS === undefined)
    mistakes.push(
      'HUB_SECRETS has to name the file with the hub’s keys, which every process needs the same of.',
    );
  if (distributed && demo === 'on')
    mistakes.push(
      'HUB_DEMO=on is for the embedded engine: unset it, the distributed one starts with one administrator.',
    );
  return [...mistakes, ...storageMistakes(given)];
}

function storageMistakes(given: Given): string[] {
  const keys = ['HUB_S3_ACCESS_KEY', 'HUB_S3_SECRET_KEY'] as const;
  const all = [...keys, 'HUB_S3_ENDPOINT', 'HUB_S3_REGION'] as const;
  if (given.HUB_FILES?.startsWith('s3://') === true)
    return keys
      .filter((name) => given[name] === undefined)
      .map((name) => `${name} has to be set, since HUB_FILES names a bucket.`);
  return all
    .filter((name) => given[name] !== undefined)
    .map((name) => `${name} has no effect without HUB_FILES=s3://bucket: unset it, or name the bucket.`);
}

export function engineOf(given: Given): EngineConfig {
  const { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl, DATABASE_OWNER_URL: ownerUrl } = given;
  if (databaseUrl === undefined || redisUrl === undefined) return { kind: 'embedded' };
  return { kind: 'distributed', databaseUrl, ownerUrl, redisUrl };
}

export function filesOf(given: Given, dataDir: string, workingDir: string): FilesConfig {
  const { HUB_FILES: files, HUB_S3_ENDPOINT: endpoint, HUB_S3_REGION: region = 'us-east-1' } = given;
  if (files === undefined) return { kind: 'folder', folder: dataDir };
  const bucket = bucketOf(files);
  if (bucket === undefined)
    return { kind: 'folder', folder: isAbsolute(files) ? files : resolve(workingDir, files) };
  const { HUB_S3_ACCESS_KEY: accessKeyId = '', HUB_S3_SECRET_KEY: secretAccessKey = '' } = given;
  return { kind: 's3', bucket, endpoint, region, accessKeyId, secretAccessKey };
}

/** The bucket of `s3://bucket`; undefined for everything else. */
const bucketOf = (text: string): string | undefined =>
  /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\/?$/.exec(text)?.[1];
