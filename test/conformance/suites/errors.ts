import { createServer, type AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import type { Found } from '../support/found.js';
import { createHttp } from '../../../src/platform/http/index.js';

/** What the hub makes of a failure decides whether something is sent again. */
export function errorsSuite({ channel }: Found): void {
  test('a refused connection was not sent: retry', async () => {
    const port = await closedPort();
    const error = await failure(post(port));
    expect(channel.classify(error).verdict).toBe('retry');
  });

  test('silence after sending may have been heard: unknown', async () => {
    await withServer('silent', async (port) => {
      const error = await failure(post(port, 150));
      expect(channel.classify(error).verdict).toBe('unknown');
    });
  });

  test('a connection that breaks after sending may have been heard: unknown', async () => {
    await withServer('breaking', async (port) => {
      const error = await failure(post(port));
      expect(channel.classify(error).verdict).toBe('unknown');
    });
  });

  test('what nobody foresaw is unknown, never retried blindly', () => {
    for (const odd of [new Error('surprise'), 'text', undefined, null, { code: 'EODD' }])
      expect(channel.classify(odd).verdict).toBe('unknown');
  });
}

/** A call through the hub's own door, so that the channel sees the errors that it will see. */
async function post(port: number, timeoutMs = 5_000): Promise<unknown> {
  const origin = `http://127.0.0.1:${String(port)}`;
  const { http, close } = createHttp({ allowedOrigins: [origin] });
  try {
    return await http(`${origin}/`, { method: 'POST', body: 'x', timeoutMs });
  } finally {
    await close();
  }
}

async function failure(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('it did not fail');
}

async function withServer(kind: 'silent' | 'breaking', use: (port: number) => Promise<void>): Promise<void> {
  const open = new Set<{ destroy(): unknown }>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', () => {
      if (kind === 'breaking') socket.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await use((server.address() as AddressInfo).port);
  } finally {
    for (const socket of open) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
}

async function closedPort(): Promise<number> {
  let port = 0;
  await withServer('silent', (given) => {
    port = given;
    return Promise.resolve();
  });
  return port;
}
