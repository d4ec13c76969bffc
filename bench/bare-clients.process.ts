import { io, type Socket } from 'socket.io-client';
import { z } from 'zod';
import { answer } from './screens/talk.js';

/** As many bare clients as there are screens; each answers what it hears. */
const sockets: Socket[] = [];

answer({
  connect: async (given) => {
    const { count, url } = z.object({ count: z.int(), url: z.string() }).parse(given);
    while (sockets.length < count) {
      const socket = io(url, { transports: ['websocket'], forceNew: true });
      socket.on('text', () => socket.emit('got'));
      sockets.push(socket);
      if (sockets.length % 50 === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return sockets.length;
  },
});
