import { runHub } from './run.js';

// `npm run hub -- COMMAND`, see run.ts.
process.exitCode = await runHub(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
});
