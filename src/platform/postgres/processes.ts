import { execFile } from 'node:child_process';
import { access, readFile, readlink } from 'node:fs/promises';
import { errnoOf } from './errors.js';

/** How a program ended. `code` is null when a signal ended it. */
export interface ProgramResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface ProgramOptions {
  cwd?: string;
  uid?: number;
  gid?: number;
  env?: Record<string, string>;
}

/** The environment that PostgreSQL's programs get: nothing of the hub's own, messages in English. */
export const programEnvironment = {
  PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
  LC_ALL: 'C',
  LANG: 'C',
  TZ: 'UTC',
};

/** Runs a program to its end. Throws only when it could not be started. */
export function runProgram(
  path: string,
  args: string[],
  options: ProgramOptions = {},
): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    const settings = {
      env: programEnvironment,
      ...options,
      encoding: 'utf8',
      maxBuffer: 16 * 1024 * 1024,
    } as const;
    const child = execFile(path, args, settings, (error, stdout, stderr) => {
      if (error && child.pid === undefined) reject(new Error(error.message, { cause: error }));
      else resolve({ code: child.exitCode, stdout, stderr });
    });
  });
}

/** Is there a living process with this id? A zombie counts as dead: nobody may be there to reap it in a container. */
export async function processIsAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (errnoOf(error) !== 'EPERM') return false;
  }
  const state = await processState(pid);
  return state !== 'Z' && state !== 'X';
}

async function processState(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  return stat?.slice(stat.lastIndexOf(')') + 2).charAt(0);
}

/** The program file of a process; it ends in " (deleted)" when the file was replaced meanwhile. */
export function programOf(pid: number): Promise<string | undefined> {
  return readlink(`/proc/${pid}/exe`).catch(() => undefined);
}

// One shell asks for all processes; -ef follows the link, which only the processes' own user (or a root that may trace) can.
const listProcessesIn =
  'for p in /proc/[0-9]*; do if [ "$p/cwd" -ef "$1" ]; then echo "${p#/proc/}"; fi; done';

/**
 * Ids of the living processes that work in a folder, zombies excluded; undefined where there is no /proc to ask.
 * @param as the user that the processes belong to: in a container not even root may look into another user's processes
 */
export async function processesIn(
  folder: string,
  as: { uid?: number; gid?: number },
): Promise<number[] | undefined> {
  const askable = await access('/proc/self/stat').then(
    () => true,
    () => false,
  );
  if (!askable) return undefined;
  const result = await runProgram('/bin/sh', ['-c', listProcessesIn, 'sh', folder], { ...as, cwd: '/' });
  return result.stdout.split('\n').filter(Boolean).map(Number);
}

/** Sends a signal; a process that is gone already is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (errnoOf(error) !== 'ESRCH') throw error;
  }
}

/**
 * Looks again and again until the condition holds.
 * @returns whether it held within `withinMs`
 */
export async function until(
  condition: () => Promise<boolean>,
  withinMs: number,
  everyMs = 25,
): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (!(await condition())) {
    if (performance.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
  return true;
}
