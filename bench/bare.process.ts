import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { z } from 'zod';
import { answer, now } from './screens/talk.js';

/** The floor: a bare socket.io server that broadcasts a text and counts the acknowledgements. */
const http = createServer();
const io = new Server(http, { transports: ['websocket'] });
await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
const { port } = http.address() as AddressInfo;

answer({
  url: () => Promise.resolve(`http://127.0.0.1:${String(port)}`),
  connected: () => Promise.resolve(io.sockets.sockets.size),
  /** Broadcasts so many characters; how long each client's acknowledgement took, in milliseconds. */
  broadcast: async (given) => {
    const { characters } = z.object({ characters: z.int() }).parse(given);
    const begun = now();
    const took: number[] = [];
    const all = io.sockets.sockets.size;
    return new Promise((resolve) => {
      for (const socket of io.sockets.sockets.values())
        socket.once('got', () => {
          took.push(now() - begun);
          if (took.length === all) resolve(took);
        });
      io.emit('text', 'x'.repeat(characters));
    });
  },
});
