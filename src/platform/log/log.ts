import { pino, type DestinationStream, type Logger } from 'pino';
import type { LogLevel } from '../config/index.js';

export type { Logger } from 'pino';

/** Nest's token for the hub's pino logger. */
export const LOGGER = Symbol('logger');

/** Values under these names never reach the log, wherever one or two levels deep they stand. */
const secretNames = [
  'password',
  'currentPassword',
  'newPassword',
  'token',
  'secret',
  'secrets',
  'cookie',
  'authorization',
  '["set-cookie"]',
  '["proxy-authorization"]',
  'connectionString',
];

const under = (prefix: string) => (name: string) =>
  name.startsWith('[') ? `${prefix}${name}` : `${prefix}.${name}`;

const redacted = [...secretNames, ...secretNames.map(under('*')), ...secretNames.map(under('*.*'))];

/** JSON lines without secrets, on standard error: standard output belongs to the person who started the hub. */
export function createLogger(level: LogLevel, destination: DestinationStream = pino.destination(2)): Logger {
  return pino(
    {
      level,
      base: { process: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: redacted, censor: '[redacted]' },
    },
    destination,
  );
}
