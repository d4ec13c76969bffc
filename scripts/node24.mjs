// Prints the path of a Node 24, which npm's package of that name for this platform brings into .cache.
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { inRoot } from './lib/project.mjs';
import { mustRun, script } from './lib/say.mjs';

const version = '24.21.0';
const folder = inRoot('.cache', `node-${version}`);
const name = `node-${process.platform}-${process.arch}`;
const program = `${folder}/node_modules/${name}/bin/node`;

await script(async () => {
  if (!existsSync(program)) {
    await mkdir(folder, { recursive: true });
    await writeFile(`${folder}/package.json`, '{ "private": true }\n');
    const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '-E', `${name}@${version}`];
    await mustRun('npm install', 'npm', args, { cwd: folder });
  }
  process.stdout.write(`${program}\n`);
});
