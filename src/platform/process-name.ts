import { hostname } from 'node:os';

/** What this process is called in the database, or one with another process id on this machine. */
export const processName = (pid = process.pid): string => `${hostname()}-${pid}`;
