import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { HubError } from '../contract/errors.js';
import { programExtension, programFolder } from '../platform/project-root.js';

/** Where a thread's program lies, and what Node needs to run it. */
export interface Program {
  file: string | URL;
  execArgv: string[];
}

/** A bound against hanging; 200 places of a document take some seconds on a busy machine. */
const LIMIT_MS = 120_000;

/** `src/record/<path>.thread`; missing where the hub runs from its sources, which no thread could read. */
export function programOf(path: string): Program | undefined {
  return programExtension === '.js'
    ? { file: join(programFolder, `src/record/${path}.thread.js`), execArgv: [] }
    : undefined;
}

/** Bytes that a thread of its own makes of `data`. Rejects with `unavailable` after two minutes. */
export async function makeApart(data: unknown, { file, execArgv }: Program): Promise<Uint8Array> {
  const thread = new Worker(file, { workerData: data, execArgv });
  try {
    return await answerOf(thread);
  } finally {
    await thread.terminate();
  }
}

function answerOf(thread: Worker): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      reject(new HubError('unavailable', 'the document takes too long to draw; try again later'));
    }, LIMIT_MS);
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.once('exit', (code) => {
      clearTimeout(late);
      reject(new Error(`the thread that draws documents ended with exit code ${String(code)}`));
    });
  });
}

/**
 * Makes documents one at a time, each in a thread of its own: that is a second of work or more, in which this thread
 * would answer nobody. `here` does it where the hub runs from its sources, which no thread could read.
 */
export class Press<T> {
  program: Program | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    path: string,
    private readonly here: (data: T) => Promise<Uint8Array>,
  ) {
    this.program = programOf(path);
  }

  /** Rejects with `unavailable` after two minutes. */
  print(data: T): Promise<Uint8Array> {
    const printed = this.#last.then(() => (this.program ? makeApart(data, this.program) : this.here(data)));
    // Whoever is next waits for the end of this one, good or bad; its asker gets to know.
    this.#last = printed.catch(() => undefined);
    return printed;
  }
}
