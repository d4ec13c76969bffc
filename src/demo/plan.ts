import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../platform/project-root.js';

const Draft = z.object({
  title: z.string(),
  body: z.string(),
  category: z.string(),
  issuer: z.string(),
  docNo: z.string().optional(),
  indexNo: z.string().optional(),
});

/** One announcement of the demo office, where it goes, and how far it has come when a newcomer looks. */
export interface PlannedItem {
  draft: z.infer<typeof Draft>;
  targets: readonly string[];
  until: 'draft' | 'review' | 'release';
}

const site = ['wanghe'];
const both = ['wanghe', 'lobby-1'];

/** Oldest first. The policy with its photo is left out: it is what the README's reader imports. */
const plan: readonly { file: string; targets: readonly string[]; until: PlannedItem['until'] }[] = [
  { file: '12-annual-report-2025', targets: site, until: 'release' },
  { file: '10-service-guide-road-occupation', targets: site, until: 'release' },
  { file: '06-meeting-disclosure-group', targets: site, until: 'release' },
  { file: '05-penalty-decision', targets: site, until: 'release' },
  { file: '09-recruitment', targets: site, until: 'release' },
  { file: '04-interpretation-signboard', targets: site, until: 'release' },
  { file: '02-gongshi-cadre', targets: both, until: 'release' },
  { file: '01-tonggao-winter-cleanup', targets: both, until: 'release' },
  { file: '11-law-publicity-constitution-day', targets: both, until: 'review' },
  { file: '08-emergency-hall-closure', targets: both, until: 'review' },
  { file: '07-emergency-water-repair', targets: both, until: 'draft' },
];

export async function readPlan(): Promise<PlannedItem[]> {
  return Promise.all(
    plan.map(async ({ file, targets, until }) => {
      const text = await readFile(join(projectRoot, 'demo', 'announcements', `${file}.json`), 'utf8');
      return { draft: Draft.parse(JSON.parse(text)), targets, until };
    }),
  );
}
