import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { drainer } from './drain.js';

let server: Server;
let answer: () => void;
let drain: (graceMs: number) => Promise<void>;

beforeEach(async () => {
  const asked = new Promise<void>((resolve) => (answer = resolve));
  server = createServer((_request, response) => void asked.then(() => response.end('done')));
  drain = drainer(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  answer();
  server.closeAllConnections();
  server.close();
});

/** A connection that the server has accepted. */
async function connected(): Promise<Socket> {
  const accepted = once(server, 'connection');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  await accepted;
  return socket;
}

const request = 'POST / HTTP/1.1\r\nHost: hub\r\nConnection: close\r\nContent-Length: 0\r\n\r\n';

test('a request that runs is waited for', async () => {
  const socket = await connected();
  const arrived = once(server, 'request');
  socket.write(request);
  await arrived;
  const drained = drain(5_000);
  answer();
  expect(await text(socket)).toContain('done');
  await drained;
  expect(server.listening).toBe(false);
});

test('a connection that was accepted and has not sent its request yet is waited for, and answered', async () => {
  const socket = await connected();
  answer();
  const drained = drain(5_000);
  // What the hub does next: it ends.
  const ended = drained.then(() => {
    server.closeAllConnections();
  });
  while (server.listening) await turn();
  socket.write(request);
  expect(await text(socket)).toContain('done');
  await ended;
});

test('neither a connection that never sends anything nor a request that never ends holds it up for ever', async () => {
  await connected();
  const endless = await connected();
  const arrived = once(server, 'request');
  endless.write(request);
  await arrived;
  await drain(200);
  expect(server.listening).toBe(false);
});
