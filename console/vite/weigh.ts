import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

interface Budget {
  /** Parts of the chunk's own name, as `pages/login/login`. */
  page: RegExp;
  kilobytes: number;
}

/** What a page may weigh in script, gzipped, with all that it loads before its first paint. */
const budgets: readonly Budget[] = [
  { page: /pages\/login\//, kilobytes: 180 },
  { page: /pages\/today\//, kilobytes: 370 },
  { page: /pages\/board\//, kilobytes: 425 },
  // The goal is 300: what is above it is antd's frame (messages, dialogs, style engine), which every page of the office has.
  { page: /pages\/review\/version/, kilobytes: 370 },
  { page: /./, kilobytes: 500 },
];

/** A browser has six lines to a hub without HTTP/2: each file more is another turn on them. */
const MOST_FILES = 25;

/** Every page's script, weighed when the bundle is written; the build fails when one is over its budget. */
export function weigh(): Plugin {
  return {
    name: 'weigh',
    generateBundle(_, bundle) {
      const chunks = new Map(
        Object.values(bundle).flatMap((file) =>
          file.type === 'chunk' ? [[file.fileName, file] as const] : [],
        ),
      );
      const sizes = new Map([...chunks].map(([name, { code }]) => [name, gzipSync(code).length]));
      const withModule = (end: string) =>
        [...chunks.values()].find(({ moduleIds }) => moduleIds.some((id) => id.endsWith(end)));
      const boot = withModule('src/app/router.tsx');
      const start = withModule('src/start.tsx');
      const office = withModule('src/app/office.tsx');
      const words = withModule('i18n/zh-CN.ts');
      if (!boot || !start || !office || !words) {
        this.error('the script that every page begins with is not where it was: weigh it anew');
      }
      const closure = (name: string, known: Set<string>): Set<string> => {
        if (known.has(name)) return known;
        known.add(name);
        for (const one of chunks.get(name)?.imports ?? []) closure(one, known);
        return known;
      };
      // What the router loads is a page; what a page loads after its first paint comes on top of this.
      for (const name of boot.dynamicImports) {
        const chunk = chunks.get(name);
        const page = [chunk?.facadeModuleId, ...(chunk?.moduleIds ?? [])]
          .map((id) => id?.match(/src\/(pages\/[\w/-]+)\.tsx$/)?.[1])
          .find((path) => path !== undefined);
        if (chunk === undefined || page === undefined) continue;
        const all = closure(chunk.fileName, new Set());
        for (const common of [boot, start, words]) closure(common.fileName, all);
        if (!page.startsWith('pages/login/')) closure(office.fileName, all);
        const weight = [...all].reduce((sum, name) => sum + (sizes.get(name) ?? 0), 0) / 1000;
        const budget = budgets.find((one) => one.page.test(page))?.kilobytes ?? 0;
        if (weight > budget)
          this.error(`the script of ${page} is too heavy: ${weight.toFixed(0)} of ${budget} kB`);
        if (all.size > MOST_FILES)
          this.error(`the script of ${page} comes in ${all.size} files: see the groups in vite.config.ts`);
      }
    },
  };
}
