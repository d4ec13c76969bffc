import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

interface Budget {
  /** Parts of the chunk's own name, as `pages/login/login`. */
  page: RegExp;
  kilobytes: number;
}

/** What a page may weigh in script, gzipped, with all that it loads before its first paint. */
const budgets: readonly Budget[] = [
  { page: /pages\/login\//, kilobytes: 300 },
  // The goal is 300: what is above it is antd's frame (messages, dialogs, style engine), which every page of the office has.
  { page: /pages\/review\/version/, kilobytes: 360 },
  { page: /./, kilobytes: 500 },
];

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
      const entry = [...chunks.values()].find(({ isEntry }) => isEntry);
      const named = (end: string) =>
        [...chunks.values()].find(({ facadeModuleId }) => facadeModuleId?.endsWith(end));
      const [office, words] = [named('app/office.tsx'), named('i18n/zh-CN.ts')];
      const closure = (name: string, known: Set<string>): Set<string> => {
        if (known.has(name)) return known;
        known.add(name);
        for (const one of chunks.get(name)?.imports ?? []) closure(one, known);
        return known;
      };
      // What the router loads is a page; what a page loads after its first paint comes on top of this.
      for (const name of entry?.dynamicImports ?? []) {
        const chunk = chunks.get(name);
        const page = chunk?.facadeModuleId?.match(/src\/(pages\/[\w/-]+)\.tsx$/)?.[1];
        if (chunk === undefined || page === undefined) continue;
        const all = closure(chunk.fileName, new Set());
        for (const common of [entry, words]) if (common) closure(common.fileName, all);
        if (office && !page.startsWith('pages/login/')) closure(office.fileName, all);
        const weight = [...all].reduce((sum, name) => sum + (sizes.get(name) ?? 0), 0) / 1000;
        const budget = budgets.find((one) => one.page.test(page))?.kilobytes ?? 0;
        if (weight > budget)
          this.error(`the script of ${page} is too heavy: ${weight.toFixed(0)} of ${budget} kB`);
      }
    },
  };
}
