import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Injectable } from '@nestjs/common';
import { HubError } from '../../contract/errors.js';
import { programExtension, programFolder } from '../../platform/project-root.js';
import type { IssuedProof } from './model.js';

/** Where the thread's program lies, and what Node needs to run it. */
interface Program {
  file: string | URL;
  execArgv: string[];
}

/** A bound against hanging; 200 places take some seconds on a busy machine. */
const LIMIT_MS = 120_000;

/**
 * Draws documents as PDF, one at a time, each in a thread of its own: the drawing takes a second of work or more, in
 * which this thread would answer nobody.
 */
@Injectable()
export class PdfPress {
  /** Missing where the hub runs from its sources, which no thread could read: then this thread does the work. */
  program: Program | undefined =
    programExtension === '.js'
      ? { file: join(programFolder, 'src/record/recall-proof/pdf.thread.js'), execArgv: [] }
      : undefined;
  private last: Promise<unknown> = Promise.resolve();

  /** Rejects with `unavailable` after two minutes. */
  print(proof: IssuedProof): Promise<Uint8Array> {
    const printed = this.last.then(() => (this.program ? printApart(proof, this.program) : printHere(proof)));
    // Whoever is next waits for the end of this one, good or bad; its asker gets to know.
    this.last = printed.catch(() => undefined);
    return printed;
  }
}

const printHere = async (proof: IssuedProof): Promise<Uint8Array> =>
  (await import('./pdf.js')).proofPdf(proof);

async function printApart(proof: IssuedProof, { file, execArgv }: Program): Promise<Uint8Array> {
  const thread = new Worker(file, { workerData: proof, execArgv });
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
