import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';

const lookEveryMs = 20;

/**
 * Counts the server's requests from now on. The answer stops accepting connections and waits until the requests that
 * run have their answers, at most `graceMs`: whoever sent one must not guess whether it took effect. A socket's own
 * connection is not waited for; its other end connects to another node.
 */
export function drainer(server: Server): (graceMs: number) => Promise<void> {
  let running = 0;
  let accepted = 0;
  server.on('connection', () => {
    accepted += 1;
  });
  server.on('request', ({ url = '' }: IncomingMessage, response: ServerResponse) => {
    if (url.startsWith('/socket.io/')) return;
    running += 1;
    response.once('close', () => {
      running -= 1;
    });
  });
  return async (graceMs) => {
    const end = performance.now() + graceMs;
    // What the kernel has accepted and this process has not seen yet would be cut off: close in a turn that saw none.
    for (let before = -1; before !== accepted && performance.now() < end;) {
      before = accepted;
      await turn();
      await turn();
    }
    server.close();
    while (running > 0 && performance.now() < end) await pause(lookEveryMs);
    server.closeIdleConnections();
  };
}
