import { gzipSync } from 'node:zlib';
export function sizes() {
  return {
    name: 'sizes',
    generateBundle(_: unknown, bundle: any) {
      const chunks = new Map<string, any>(
        Object.values(bundle)
          .filter((f: any) => f.type === 'chunk')
          .map((f: any) => [f.fileName, f]),
      );
      const size = (n: string) => gzipSync(chunks.get(n).code).length;
      for (const c of chunks.values())
        if (/assets\/(forms|shared)-/.test(c.fileName))
          console.log('MOD', c.fileName, c.moduleIds.map((i: string) => i.split('src/').pop()).join(' '));
      const boot: any = [...chunks.values()].find((c) =>
        c.moduleIds.some((i: string) => i.endsWith('src/app/router.tsx')),
      );
      const office: any = [...chunks.values()].find((c) =>
        c.moduleIds.some((i: string) => i.endsWith('src/app/office.tsx')),
      );
      const start: any = [...chunks.values()].find((c) =>
        c.moduleIds.some((i: string) => i.endsWith('src/start.tsx')),
      );
      const words: any = [...chunks.values()].find((c) =>
        c.moduleIds.some((i: string) => i.endsWith('i18n/zh-CN.ts')),
      );
      const clo = (n: string, k: Set<string>) => {
        if (k.has(n)) return k;
        k.add(n);
        for (const i of chunks.get(n)?.imports ?? []) clo(i, k);
        return k;
      };
      for (const n of boot.dynamicImports) {
        const c = chunks.get(n);
        const page = [c.facadeModuleId, ...c.moduleIds]
          .map((i: any) => i?.match(/src\/(pages\/[\w/-]+)\.tsx$/)?.[1])
          .find(Boolean);
        if (!page) continue;
        const all = clo(n, new Set());
        for (const x of [boot, start, words]) clo(x.fileName, all);
        if (!page.includes('login')) clo(office.fileName, all);
        const css = new Set([...all].flatMap((x) => [...(chunks.get(x).viteMetadata?.importedCss ?? [])]));
        console.log(
          'PAGE',
          page,
          all.size,
          'js',
          css.size,
          'css',
          Math.round([...all].reduce((s, x) => s + size(x), 0) / 1000) + 'kB',
          process.env.LIST && page.includes(process.env.LIST)
            ? [...all].map((x) => x.replace('assets/', '') + ':' + Math.round(size(x) / 100) / 10).join(' ') +
                [...css].join(' ')
            : '',
        );
      }
    },
  };
}
