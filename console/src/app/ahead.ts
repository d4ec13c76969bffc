import type { May } from './reads.js';
import type { PageRoute } from './router.js';

type Load = NonNullable<PageRoute['lazy']>;

/** How well a route's own path fits the parts of an address: undefined is not at all, and a name fits better than a parameter. */
function fit(pattern: string, parts: readonly string[]): number | undefined {
  const own = pattern.split('/').filter((part) => part !== '');
  if (own.length !== parts.length) return undefined;
  const fits = own.every((part, index) => part.startsWith(':') || part === parts[index]);
  return fits ? own.filter((part) => !part.startsWith(':')).length : undefined;
}

/** The routes that an address leads to, from the outermost frame to the page; none for an unknown one. */
export function routesTo(routes: readonly PageRoute[], pathname: string): PageRoute[] {
  const parts = pathname.split('/').filter((part) => part !== '');
  let best = -1;
  let found: PageRoute[] = [];
  const walk = (level: readonly PageRoute[], above: PageRoute[]): void => {
    for (const route of level) {
      const here = [...above, route];
      if (route.children) walk(route.children, here);
      const score = route.children ? undefined : fit(route.path ?? '', parts);
      if (score === undefined || score <= best) continue;
      best = score;
      found = here;
    }
  };
  walk(routes, []);
  return found;
}

/** Their chunks. */
export const chunksOf = (way: readonly PageRoute[]): Load[] => way.flatMap(({ lazy }) => lazy ?? []);

/** What they ask the hub for at an address, each once: the page's own first, so that it waits for nothing of the frame. */
export function readsOf(way: readonly PageRoute[], pathname: string, may: May): string[][] {
  const values = pathname.split('/').filter((part) => part !== '');
  const names = (way.at(-1)?.path ?? '').split('/');
  const params = Object.fromEntries(
    names.flatMap((name, index) => (name.startsWith(':') ? [[name.slice(1), values[index] ?? '']] : [])),
  );
  const asked = new Set<string>();
  return way.toReversed().flatMap(({ reads }) => {
    const own = new Set((reads?.(may, params) ?? []).filter((path) => !asked.has(path)));
    for (const path of own) asked.add(path);
    return own.size === 0 ? [] : [[...own]];
  });
}
