import type { Plugin } from 'vite';

/** What a page is sent for with its first answer, by address. */
export interface Ahead {
  /** By everybody: React, the router. */
  start: string[];
  /** By who is signed in: the office's frame. */
  office: string[];
  styles: string[];
}

/**
 * Writes down which files every page begins with, for the hub to name in the headers of the page itself
 * (`static-pages.ts`): they are on their way before the first script has run.
 */
export function ahead(): Plugin {
  return {
    name: 'ahead',
    enforce: 'post',
    generateBundle: {
      // Behind Vite itself, which takes out scripts that had nothing but styles in them.
      order: 'post',
      handler(_, bundle) {
        const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
        const ofModule = (end: string) => {
          const chunk = chunks.find(({ moduleIds }) => moduleIds.some((id) => id.endsWith(end)));
          if (chunk === undefined) this.error(`no script has ${end} in it`);
          return chunk;
        };
        const boot = ofModule('console/src/main.ts');
        const closure = (name: string, known = new Set<string>()): Set<string> => {
          if (known.has(name) || name === boot.fileName) return known;
          known.add(name);
          for (const one of chunks.find(({ fileName }) => fileName === name)?.imports ?? [])
            closure(one, known);
          return known;
        };
        const start = closure(ofModule('console/src/start.tsx').fileName);
        const office = closure(ofModule('console/src/app/office.tsx').fileName);
        const styles = chunks
          .filter(({ fileName }) => office.has(fileName))
          .flatMap((chunk) => [...(chunk.viteMetadata?.importedCss ?? [])]);
        const source: Ahead = {
          start: [...start],
          office: [...office].filter((name) => !start.has(name)),
          styles: [...new Set(styles)],
        };
        this.emitFile({ type: 'asset', fileName: 'ahead.json', source: JSON.stringify(source) });
      },
    },
  };
}
