import { isSlug } from './addresses.js';

/** Everything that has an address below the site's base. */
export type Route =
  | { to: 'list'; category?: string | undefined; page: number }
  | { to: 'article'; slug: string }
  | { to: 'objection'; slug: string }
  | { to: 'picture' | 'attachment'; slug: string; digits: string; ending: string }
  | { to: 'feed'; kind: 'atom' | 'rss'; category?: string | undefined }
  | { to: 'sitemap'; part?: number | undefined }
  | { to: 'style'; hash: string }
  | { to: 'map' }
  | { to: 'icon' }
  | { to: 'robots' }
  | { to: 'elsewhere'; path: string }
  | { to: 'nowhere' };

const nowhere: Route = { to: 'nowhere' };
const FILE = /^([0-9a-f]{64})\.([a-z0-9]{1,8})$/;
const PAGE = /^[1-9][0-9]{0,6}$/;

/** Where a path leads. Only addresses that the site itself would write are known; all else is `nowhere`. */
export function routeOf(path: string, basePath: string): Route {
  if (path === basePath) return { to: 'elsewhere', path: `${basePath}/` };
  if (!path.startsWith(`${basePath}/`)) return nowhere;
  const [head = '', ...rest] = path.slice(basePath.length + 1).split('/');
  if (rest.length === 0) return fileRoute(head);
  if (head === 'map' && rest.length === 1 && rest[0] === '') return { to: 'map' };
  if (head === 'n') return itemRoute(path, rest);
  if (head === 'c') return columnRoute(path, rest);
  return head === 'p' ? pageRoute(path, rest, undefined) : nowhere;
}

function fileRoute(name: string): Route {
  const style = /^style-([0-9a-f]{16})\.css$/.exec(name)?.[1];
  if (style !== undefined) return { to: 'style', hash: style };
  const part = /^sitemap-([1-9][0-9]{0,4})\.xml$/.exec(name)?.[1];
  if (part !== undefined) return { to: 'sitemap', part: Number(part) };
  if (name === '') return { to: 'list', page: 1 };
  if (name === 'feed.xml') return { to: 'feed', kind: 'atom' };
  if (name === 'rss.xml') return { to: 'feed', kind: 'rss' };
  if (name === 'sitemap.xml') return { to: 'sitemap' };
  if (name === 'icon.svg') return { to: 'icon' };
  return name === 'robots.txt' ? { to: 'robots' } : nowhere;
}

function itemRoute(path: string, [slug = '', folder, file, ...more]: string[]): Route {
  if (!isSlug(slug) || more.length > 0) return nowhere;
  if (folder === undefined) return { to: 'elsewhere', path: `${path}/` };
  if (folder === '' && file === undefined) return { to: 'article', slug };
  if (folder === 'objection' && file === undefined) return { to: 'objection', slug };
  const [, digits, ending] = FILE.exec(file ?? '') ?? [];
  if (digits === undefined || ending === undefined) return nowhere;
  if (folder === 'p') return { to: 'picture', slug, digits, ending };
  return folder === 'f' ? { to: 'attachment', slug, digits, ending } : nowhere;
}

function columnRoute(path: string, [name = '', ...rest]: string[]): Route {
  const category = decoded(name);
  if (category === undefined || category === '') return nowhere;
  const [head, ...more] = rest;
  if (head === undefined) return { to: 'elsewhere', path: `${path}/` };
  if (more.length === 0 && head === '') return { to: 'list', category, page: 1 };
  if (more.length === 0 && head === 'feed.xml') return { to: 'feed', kind: 'atom', category };
  return head === 'p' ? pageRoute(path, more, category) : nowhere;
}

function pageRoute(path: string, [number = '', end, ...more]: string[], category: string | undefined): Route {
  if (!PAGE.test(number) || more.length > 0) return nowhere;
  const page = Number(number);
  if (end === undefined) return { to: 'elsewhere', path: `${path}/` };
  return end === '' && page > 1 ? { to: 'list', category, page } : nowhere;
}

/** A percent-encoded segment, if its encoding is sound. */
function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
