// Brings the programs that the tests need beside Node, so that CI can do it while it does something else.
import { toolsFor } from './lib/tools.mjs';
import { projects } from './lib/jest.mjs';
import { Problem, script } from './lib/say.mjs';

await script(async () => {
  for (const project of projects) {
    const missing = await toolsFor(project);
    if (missing !== undefined) throw new Problem(missing);
  }
});
