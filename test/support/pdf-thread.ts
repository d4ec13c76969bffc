import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The thread that draws PDFs, from its source. */
export const sourceThread = {
  file: pathToFileURL(join(process.cwd(), 'src/record/recall-proof/pdf.thread.ts')),
  execArgv: ['--import', join(process.cwd(), 'test/support/ts-loader.mjs')],
};
