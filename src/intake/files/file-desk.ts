import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { HubError } from '../../contract/errors.js';
import { programExtension, programFolder } from '../../platform/project-root.js';
import { refuseFile } from '../refuse.js';
import type { FileAnswers, FileTask } from './file-reader.js';
import type { ThreadAnswer } from './reader.thread.js';

/** The thread's program, and what Node needs to run it. */
interface Program {
  file: string | URL;
  execArgv: string[];
}

/** A file of 300 pages takes a second or two; what takes longer than this does not end. */
const LIMIT_MS = 60_000;
/** A thread that nobody needed for so long is let go. */
const IDLE_MS = 30_000;
/** A file that wants more than this of JavaScript's own memory is no document. */
const MEMORY_MB = 1024;

/**
 * Reads, screens and cleans files in a thread of its own, one at a time: this thread would answer nobody meanwhile, and
 * a file that is made to break its reader breaks that thread only.
 */
@Injectable()
export class FileDesk implements OnModuleDestroy {
  /** Missing where the hub runs from its sources, which no thread could read: then this thread does the work. */
  program: Program | undefined =
    programExtension === '.js'
      ? { file: join(programFolder, 'src/intake/files/reader.thread.js'), execArgv: [] }
      : undefined;
  limitMs = LIMIT_MS;

  #thread: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;
  #last: Promise<unknown> = Promise.resolve();

  /** @throws HubError with `facts.reason`: what the reader says, or `too_complex` when it does not come to an end */
  ask<K extends FileTask['do']>(task: Extract<FileTask, { do: K }>): Promise<FileAnswers[K]> {
    const answered = this.#last.then(() => this.#work(task));
    // Whoever is next waits for the end of this one, good or bad; its asker gets to know.
    this.#last = answered.catch(() => undefined);
    return answered as Promise<FileAnswers[K]>;
  }

  async onModuleDestroy(): Promise<void> {
    await this.#letGo();
  }

  async #work(task: FileTask): Promise<unknown> {
    if (!this.program) {
      // What reads files is large, and a start of the hub should not wait for it.
      const { FileReader } = await import('./file-reader.js');
      return new FileReader().run(task);
    }
    clearTimeout(this.#idle);
    try {
      return await this.#inThread(task, this.program);
    } finally {
      this.#idle = setTimeout(() => void this.#letGo(), IDLE_MS).unref();
    }
  }

  async #inThread(task: FileTask, { file, execArgv }: Program): Promise<unknown> {
    this.#thread ??= new Worker(file, {
      execArgv,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
    const thread = this.#thread;
    thread.ref();
    try {
      const answer = await answerOf(thread, task, this.limitMs);
      if ('ok' in answer) return answer.ok;
      const { code, detail, extra } = answer.refused;
      throw new HubError(code, detail, extra);
    } catch (error) {
      if (!(error instanceof HubError) || error.extra.facts?.['reason'] === 'too_complex')
        await this.#letGo();
      throw error;
    } finally {
      // It does not keep the hub from ending.
      thread.unref();
    }
  }

  async #letGo(): Promise<void> {
    clearTimeout(this.#idle);
    const thread = this.#thread;
    this.#thread = undefined;
    await thread?.terminate();
  }
}

function answerOf(thread: Worker, task: FileTask, limitMs: number): Promise<ThreadAnswer> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void): void => {
      clearTimeout(late);
      thread.off('message', answered).off('error', failed).off('exit', ended);
      settle();
    };
    const answered = (answer: ThreadAnswer): void => {
      end(() => {
        resolve(answer);
      });
    };
    const failed = (error: Error & { code?: string }): void => {
      end(() => {
        reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? refuseFile('too_complex') : error);
      });
    };
    const ended = (code: number): void => {
      failed(new Error(`the thread that reads files ended with exit code ${String(code)}`));
    };
    const late = setTimeout(() => {
      end(() => {
        reject(refuseFile('too_complex'));
      });
    }, limitMs);
    thread.on('message', answered).on('error', failed).on('exit', ended);
    thread.postMessage(task);
  });
}
