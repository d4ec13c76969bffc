import { spawn } from 'node:child_process';

/** A short line of progress. */
export function say(text) {
  process.stdout.write(`· ${text}\n`);
}

/** A failure that ends a script with one sentence instead of a stack. */
export class Problem extends Error {}

/** Runs a script's main function; a Problem becomes its sentence and exit code 1. */
export async function script(main) {
  try {
    await main();
  } catch (error) {
    process.stderr.write(error instanceof Problem ? `✗ ${error.message}\n` : `✗ ${error.stack}\n`);
    process.exitCode = 1;
  }
}

export const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/**
 * Runs a program to its end and collects what it prints; says now and then that it still works.
 * @returns {Promise<{ code: number, output: string, took: string }>}
 */
export async function run(name, command, args, options = {}) {
  const started = performance.now();
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  let quietMs = 15_000;
  const stillAtIt = () => {
    say(`${name}: still at it after ${seconds(started)}`);
    quietMs *= 2;
    heartbeat = setTimeout(stillAtIt, quietMs);
  };
  let heartbeat = setTimeout(stillAtIt, quietMs);
  try {
    const code = await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (exit, signal) => resolve(exit ?? (signal ? 128 : 1)));
    });
    return { code, output, took: seconds(started) };
  } catch (error) {
    throw new Problem(`${name}: "${command}" could not be started (${error.message}).`);
  } finally {
    clearTimeout(heartbeat);
  }
}

/** Runs a program that must succeed. Throws a Problem with what it printed. */
export async function mustRun(name, command, args, options = {}) {
  const result = await run(name, command, args, options);
  if (result.code !== 0)
    throw new Problem(`${name} failed after ${result.took}:\n${result.output.trimEnd()}`);
  return result;
}
