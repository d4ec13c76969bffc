import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** Saves what a press downloads into a folder; its name. */
export async function downloadTo(folder: string, page: Page, press: () => Promise<void>): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent('download'), press()]);
  const name = file.suggestedFilename();
  await file.saveAs(join(folder, name));
  return name;
}

/** Node alone, with nothing of ours around it. */
export function runNode(cwd: string, ...args: string[]): Promise<{ code: number; out: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd, env: {} }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out: out + err });
    });
  });
}
