import './theme/tokens.css';
import './theme/base.css';
import './theme/print.css';
import './app/crash.css';
import { askEarly } from './api/early.js';
import { loadersFor } from './app/ahead.js';
import { routes } from './app/router.js';
import { loadWords, storedLanguage } from './i18n/words.js';
import { startScheme } from './theme/scheme.js';

// Small, so that it runs early: everything that the page needs is on its way at once, not one after the other.
startScheme();
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
// Not awaited: what comes imports from this very script, and would wait for its end.
void import('./start.js').then(({ start }) => start(root));
const chunks = loadersFor(routes, window.location.pathname);
if (chunks.length > 1) askEarly('/me');
// What fails here is asked for again where it is used, and said there.
for (const load of [...chunks, () => loadWords(storedLanguage())]) load().catch(() => undefined);
