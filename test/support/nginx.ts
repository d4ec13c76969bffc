import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const program = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/bin']
  .map((folder) => join(folder, 'nginx'))
  .find((path) => existsSync(path));

/** Where the web nodes of deploy/nginx.conf are here, and on which ports it listens. */
export interface NginxPlaces {
  folder: string;
  console: number;
  public: number;
  /** Each web node's PORT; its public pages are on the port after it. */
  nodes: readonly [number, number];
}

/** A real nginx with deploy/nginx.conf, of which only addresses, ports and folders are replaced. */
export class Nginx {
  /** What it wrote to its error log. */
  noise = '';

  private constructor(private readonly child: ChildProcess) {
    child.stderr?.on('data', (chunk: Buffer) => {
      this.noise += chunk.toString();
    });
  }

  static async start(places: NginxPlaces): Promise<Nginx> {
    if (program === undefined) throw new Error('nginx is not installed: npm test brings it where it may');
    const config = join(places.folder, 'nginx.conf');
    await writeFile(config, await configFor(places));
    await promisify(execFile)(program, ['-t', '-c', config]);
    return new Nginx(
      spawn(program, ['-c', config, '-g', 'daemon off;'], { stdio: ['ignore', 'ignore', 'pipe'] }),
    );
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await ended;
  }
}

async function configFor({ folder, nodes, ...ports }: NginxPlaces): Promise<string> {
  const replacements: [string, string][] = [
    ...nodes.flatMap((port, index): [string, string][] => [
      [`web-${index + 1}:3000`, `127.0.0.1:${port}`],
      [`web-${index + 1}:3001`, `127.0.0.1:${port + 1}`],
    ]),
    ['listen 8080;', `listen 127.0.0.1:${ports.console};`],
    ['listen 8081;', `listen 127.0.0.1:${ports.public};`],
    ['worker_processes auto;', 'worker_processes 1;'],
    [' /tmp/', ` ${folder}/`],
  ];
  let text = await readFile('deploy/nginx.conf', 'utf8');
  for (const [ours, here] of replacements) {
    if (!text.includes(ours)) throw new Error(`deploy/nginx.conf does not say ${ours} any more`);
    text = text.replaceAll(ours, here);
  }
  return text;
}
