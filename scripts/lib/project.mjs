import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Problem, say } from './say.mjs';

/** The project's own folder. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export const inRoot = (...parts) => join(root, ...parts);

/** A command-line tool of the project, by the path of its script in node_modules. */
export const tool = (path) => inRoot('node_modules', path);

export const has = (path) => existsSync(inRoot(path));

/** Stops with a sentence where Node or npm is too old. */
export function checkVersions() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Problem(
      `Node ${process.versions.node} is too old: the hub needs Node 20.19 or newer (22 and 24 will do).`,
    );
  }
  const npm = /\bnpm\/(\d+)\./.exec(process.env.npm_config_user_agent ?? '')?.[1];
  if (npm !== undefined && Number(npm) < 10) {
    throw new Problem(`npm ${npm} is too old: the hub needs npm 10 or newer (npm install -g npm@11).`);
  }
}

/**
 * Does something that changes node_modules or dist while no other script of this clone does so; waits its turn. The
 * turn is a listening socket, which the kernel frees with its process.
 */
export async function inTurn(work) {
  if (process.platform !== 'linux') return work();
  const name = `\0tongbo-setup-${createHash('sha256').update(root).digest('hex').slice(0, 32)}`;
  for (let waited = 0; ; waited++) {
    const server = await listen(name);
    if (server) {
      try {
        return await work();
      } finally {
        server.close();
      }
    }
    if (waited === 0) say('another script is setting this clone up; waiting for it');
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

function listen(name) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => (error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error)));
    server.listen(name, () => resolve(server));
  });
}
