import './theme/tokens.css';
import './theme/base.css';
import './theme/print.css';
import './app/crash.css';
import { askEarly, askTogether } from './api/early.js';
import { chunksOf, readsOf, routesTo } from './app/ahead.js';
import type { May } from './app/reads.js';
import { routes } from './app/router.js';
import { loadWords, storedLanguage } from './i18n/words.js';
import { startScheme } from './theme/scheme.js';

// Small, so that it runs early: everything that the page needs is on its way at once, not one after the other.
startScheme();
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
// Not awaited: what comes imports from this very script, and would wait for its end.
void import('./start.js').then(({ start }) => start(root));
const { pathname } = window.location;
const way = routesTo(routes, pathname);
const chunks = chunksOf(way);
// What fails here is asked for again where it is used, and said there.
if (chunks.length > 1) {
  askEarly('/me')
    .then(mayOf)
    .then((may) => {
      for (const reads of readsOf(way, pathname, may)) askTogether(reads);
    })
    .catch(() => undefined);
}
// Large, and run in one go with the office's frame if they had not been run before it: the page would stand still.
const heavy = [
  () => import('../../src/contract/values.js'),
  () => import('../../src/contract/api/common.js'),
  () => import('../../src/contract/api/review.js'),
  () => import('antd/es/config-provider/index.js'),
  () => import('antd/es/app/index.js'),
];
for (const load of [...(chunks.length > 1 ? heavy : []), ...chunks, () => loadWords(storedLanguage())])
  load().catch(() => undefined);

/** What the member may, from the answer to `/me`, which somebody else reads as well. Nothing if it says nothing of the kind. */
async function mayOf(answer: Response | undefined): Promise<May> {
  const me = (await answer?.clone().json()) as { permissions?: unknown } | undefined;
  const permissions: unknown[] = Array.isArray(me?.permissions) ? me.permissions : [];
  return (permission) => permissions.includes(permission);
}
