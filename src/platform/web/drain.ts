import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';

const lookEveryMs = 20;
/** A proxy sends its request as soon as it is connected; what says nothing for this long is a browser in reserve. */
const silenceMs = 1_000;
/** So long nobody has connected: whoever signs in or loads a page connects several times within less. */
const quietMs = 25;
/** The longest turn of the event loop that counts as one in which nobody can have connected unseen. */
const shortTurnMs = 0.3;

/**
 * Counts the server's connections and requests from now on. The answer stops accepting connections and waits until
 * every connection that was accepted has sent its request and every request has its answer, at most `graceMs`: whoever
 * sent one must not guess whether it took effect. A socket's own connection is not waited for; its other end connects
 * to another node.
 */
export function drainer(server: Server): (graceMs: number) => Promise<void> {
  let running = 0;
  let accepted = 0;
  let lastAt = -Infinity;
  const silent = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    accepted += 1;
    lastAt = performance.now();
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
  });
  server.on('request', ({ url = '', socket }: IncomingMessage, response: ServerResponse) => {
    silent.delete(socket);
    if (url.startsWith('/socket.io/')) return;
    running += 1;
    response.once('close', () => {
      running -= 1;
    });
  });
  server.on('upgrade', ({ socket }: IncomingMessage) => silent.delete(socket));
  return async (graceMs) => {
    const start = performance.now();
    await quietTurn(
      () => accepted,
      () => lastAt,
      start,
    );
    server.close();
    const wait = () => {
      const passed = performance.now() - start;
      return passed < graceMs && (running > 0 || (silent.size > 0 && passed < silenceMs));
    };
    while (wait()) await pause(lookEveryMs);
    server.closeIdleConnections();
  };
}

/**
 * What the kernel has accepted and this process has not seen yet is cut off when the server closes. So it goes on
 * serving until nobody has connected for a while, counted from the signal at the earliest, and closes at the end of a
 * turn of the event loop that was short and found no connection. Where they never cease it is the turn alone.
 */
async function quietTurn(accepted: () => number, lastAt: () => number, start: number): Promise<void> {
  for (;;) {
    const [before, began] = [accepted(), performance.now()];
    await turn();
    const now = performance.now();
    const isShort = before === accepted() && now - began < shortTurnMs;
    const isQuiet = now - Math.max(start, lastAt()) > quietMs;
    const isLate = now - start > silenceMs;
    if ((isShort && (isQuiet || isLate)) || now - start > 2 * silenceMs) return;
    if (!isQuiet && !isLate) await pause(1);
  }
}
