import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ensureTools } from './lib/debian.mjs';

// npm run bench -- <name> [--engine postgres] [--json] [--size N] [--rounds N]
const folder = fileURLToPath(new URL('../bench/', import.meta.url));
const [name = '', ...rest] = process.argv.slice(2);
const known = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.bench.ts'))
  .map((entry) => entry.name.replace('.bench.ts', ''));
if (!known.includes(name) || !existsSync(`${folder}${name}.bench.ts`)) {
  process.stderr.write(`npm run bench -- NAME, where NAME is one of: ${known.join(', ')}\n`);
  process.exit(2);
}
/** Programs that a benchmark measures us beside. */
const beside = { site: ['hugo'] };
/** As npm runs what is measured: rows are garbage at once, and a larger nursery halves the collecting. */
const nursery = '--max-semi-space-size=32';
const toStdout = process.stdout.write;
// Standard output belongs to the result: what installing says goes elsewhere.
process.stdout.write = process.stderr.write.bind(process.stderr);
const missing = await ensureTools(beside[name] ?? []);
process.stdout.write = toStdout;
if (missing !== undefined) {
  process.stderr.write(`the benchmark needs what is not here: ${missing}\n`);
  process.exit(2);
}
const loader = fileURLToPath(new URL('../test/support/ts-loader.mjs', import.meta.url));
const child = spawn(
  process.execPath,
  [
    nursery,
    '--disable-warning=ExperimentalWarning',
    '--import',
    loader,
    `${folder}${name}.bench.ts`,
    ...rest,
  ],
  { stdio: 'inherit' },
);
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
