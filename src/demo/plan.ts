import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../platform/project-root.js';
import type { DemoOffice, Until } from './offices.js';

const Draft = z.object({
  title: z.string(),
  body: z.string(),
  category: z.string(),
  issuer: z.string(),
  docNo: z.string().optional(),
  indexNo: z.string().optional(),
});

/** One announcement of a demo office, where it goes, and how far it has come when a newcomer looks. */
export interface PlannedItem {
  draft: z.infer<typeof Draft>;
  /** Short names. */
  targets: readonly string[];
  until: Until;
}

/** An office's announcements, oldest first. */
export async function readPlan({ folder, plan }: DemoOffice): Promise<PlannedItem[]> {
  return Promise.all(
    plan.map(async ({ file, targets, until }) => {
      const text = await readFile(join(projectRoot, 'demo', folder, `${file}.json`), 'utf8');
      return { draft: Draft.parse(JSON.parse(text)), targets, until };
    }),
  );
}
