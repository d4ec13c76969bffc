import { ensureBrowser } from './lib/browser.mjs';
import { script } from './lib/say.mjs';
import { runTyped } from './lib/typed.mjs';

// npm run soak -- [--short | --transitions N] [--json]
await script(() => runTyped('test/soak/soak.ts', ensureBrowser));
