import { createServer, type AddressInfo } from 'node:net';

/** Two neighbouring ports that nobody uses now. */
export async function freePair(): Promise<number> {
  const take = (wanted: number) =>
    new Promise<{ port: number; release: () => Promise<unknown> }>((resolve, reject) => {
      const server = createServer().once('error', reject);
      server.listen(wanted, '127.0.0.1', () => {
        const release = () => new Promise((closed) => server.close(closed));
        resolve({ port: (server.address() as AddressInfo).port, release });
      });
    });
  for (;;) {
    const first = await take(0);
    const second = await take(first.port + 1).catch(() => undefined);
    await Promise.all([first.release(), second?.release()]);
    if (second) return first.port;
  }
}
