import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf } from './errors.js';

/** What PostgreSQL writes about itself into postmaster.pid. */
export interface PostmasterFile {
  pid: number;
  dataDir: string;
  port: number;
  ready: boolean;
}

/** Lines of postmaster.pid: process id, data folder, start time, port, socket folder, address, shared memory, status. */
export function parsePostmasterFile(text: string): PostmasterFile | undefined {
  const lines = text.split('\n').map((line) => line.trim());
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return { pid, dataDir: lines[1] ?? '', port: Number(lines[3] ?? '') || 0, ready: lines[7] === 'ready' };
}

/** Reads a cluster's postmaster.pid; undefined when there is none or it is incomplete. */
export async function readPostmasterFile(clusterDir: string): Promise<PostmasterFile | undefined> {
  return parsePostmasterFile(await readIfThere(join(clusterDir, 'postmaster.pid')));
}

/** The command line that the server was last started with, as PostgreSQL writes it into postmaster.opts. */
export async function readCommandLine(clusterDir: string): Promise<string> {
  return (await readIfThere(join(clusterDir, 'postmaster.opts'))).trim();
}

/** A command line in the form of postmaster.opts. */
export function commandLine(program: string, args: string[]): string {
  return [program, ...args.map((arg) => `"${arg}"`)].join(' ');
}

async function readIfThere(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return '';
    throw error;
  }
}
