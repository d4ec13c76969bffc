import { isSlug } from './addresses.js';

/** Everything that has an address below the target's base. */
export type Route =
  | { to: 'home' | 'mediaRss' | 'crawl' | 'crawlJson' | 'nowhere' }
  | { to: 'item' | 'itemFeed'; slug: string }
  | { to: 'picture'; slug: string; digits: string }
  | { to: 'style'; hash: string }
  | { to: 'elsewhere'; path: string };

const nowhere: Route = { to: 'nowhere' };
const files: Record<string, Route> = {
  '': { to: 'home' },
  'media.rss': { to: 'mediaRss' },
  'crawl.txt': { to: 'crawl' },
  'crawl.json': { to: 'crawlJson' },
};

/** Where a path leads. Only addresses that the feeds themselves would write are known; all else is `nowhere`. */
export function routeOf(path: string, basePath: string): Route {
  if (path === basePath) return { to: 'elsewhere', path: `${basePath}/` };
  if (!path.startsWith(`${basePath}/`)) return nowhere;
  const [head = '', ...rest] = path.slice(basePath.length + 1).split('/');
  if (rest.length === 0) {
    const hash = /^style-([0-9a-f]{16})\.css$/.exec(head)?.[1];
    if (hash !== undefined) return { to: 'style', hash };
    return Object.hasOwn(files, head) ? (files[head] ?? nowhere) : nowhere;
  }
  return head === 'n' ? itemRoute(path, rest) : nowhere;
}

function itemRoute(path: string, [slug = '', name, file, ...more]: string[]): Route {
  if (!isSlug(slug) || more.length > 0) return nowhere;
  if (name === undefined) return { to: 'elsewhere', path: `${path}/` };
  if (file === undefined) {
    if (name === '') return { to: 'item', slug };
    return name === 'media.rss' ? { to: 'itemFeed', slug } : nowhere;
  }
  const digits = /^([0-9a-f]{64})\.png$/.exec(file)?.[1];
  return name === 'p' && digits !== undefined ? { to: 'picture', slug, digits } : nowhere;
}
