import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below the ports from which systems take those of outgoing connections, so that a server that restarts finds its own free. */
const range = [10_000, 30_000] as const;

/** Two neighbouring ports that nobody uses now. */
export async function freePair(): Promise<number> {
  const take = (port: number) =>
    new Promise<() => Promise<unknown>>((resolve, reject) => {
      const server = createServer().once('error', reject);
      server.listen(port, '127.0.0.1', () => {
        resolve(() => new Promise((closed) => server.close(closed)));
      });
    });
  for (;;) {
    const first = randomInt(...range);
    const both = [take(first), take(first + 1)] as const;
    const taken = await Promise.all(both.map((one) => one.catch(() => undefined)));
    for (const release of taken) await release?.();
    if (taken.every((release) => release !== undefined)) return first;
  }
}
