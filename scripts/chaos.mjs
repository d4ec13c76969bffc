import { ensureTools } from './lib/debian.mjs';
import { script } from './lib/say.mjs';
import { runTyped } from './lib/typed.mjs';

// npm run chaos -- [--engine postgres|redis] [--seeds N] [--from S] [--seed S] [--json]
await script(() =>
  runTyped('test/chaos/chaos.ts', () => ensureTools(process.argv.includes('redis') ? ['redis-server'] : [])),
);
