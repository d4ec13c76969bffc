import { parentPort } from 'node:worker_threads';
import { HubError } from '../../contract/errors.js';
import { FileReader, type FileTask } from './file-reader.js';

/** What the thread answers: what was asked for, or why the file is refused. */
export type ThreadAnswer =
  | { ok: unknown }
  | { refused: { code: HubError['code']; detail: string | undefined; extra: HubError['extra'] } };

// One task at a time, asked and answered in turn; an error that is no refusal ends the thread, and its asker hears it.
const reader = new FileReader();
parentPort?.on('message', (task: FileTask) => {
  void reader.run(task).then(
    (ok) => {
      answer({ ok });
    },
    (error: unknown) => {
      if (!(error instanceof HubError)) throw error;
      const { code, detail, extra } = error;
      answer({ refused: { code, detail, extra } });
    },
  );
});

const answer = (words: ThreadAnswer): void => {
  parentPort?.postMessage(words);
};
