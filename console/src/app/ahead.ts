import type { PageRoute } from './router.js';

type Load = NonNullable<PageRoute['lazy']>;

/** How well a route's own path fits the parts of an address: undefined is not at all, and a name fits better than a parameter. */
function fit(pattern: string, parts: readonly string[]): number | undefined {
  const own = pattern.split('/').filter((part) => part !== '');
  if (own.length !== parts.length) return undefined;
  const fits = own.every((part, index) => part.startsWith(':') || part === parts[index]);
  return fits ? own.filter((part) => !part.startsWith(':')).length : undefined;
}

/** The chunks of the route that an address leads to, from the outermost frame to the page; none for an unknown one. */
export function loadersFor(routes: readonly PageRoute[], pathname: string): Load[] {
  const parts = pathname.split('/').filter((part) => part !== '');
  let best = -1;
  let found: Load[] = [];
  const walk = (level: readonly PageRoute[], above: Load[]): void => {
    for (const { path = '', lazy, children } of level) {
      const here = lazy ? [...above, lazy] : above;
      if (children) walk(children, here);
      const score = children ? undefined : fit(path, parts);
      if (score === undefined || score <= best) continue;
      best = score;
      found = here;
    }
  };
  walk(routes, []);
  return found;
}
