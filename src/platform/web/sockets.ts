import type { IncomingMessage } from 'node:http';
import type { INestApplication } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { createAdapter } from '@socket.io/redis-streams-adapter';
import type { Server, ServerOptions } from 'socket.io';
import { connectRedis } from '../redis/index.js';
import { fromSameOrigin } from './same-origin.js';

/** How the sockets of several web nodes find one another. */
export interface SocketAdapter {
  readonly create: ReturnType<typeof createAdapter>;
  /** Call it when the application has closed its sockets. */
  close(): Promise<void>;
}

/** How long one reading of the stream waits for news; ending takes as long. */
const readForMs = 1_000;

/** socket.io's adapter over Redis Streams. While Redis is away, each node goes on with its own sockets. */
export function openRedisSockets(url: string): SocketAdapter {
  const client = connectRedis(url, 'sockets', 'patient');
  const names = { streamName: 'tongbo:sockets', channelPrefix: 'tongbo:sockets' };
  const create = createAdapter(client, { ...names, blockTimeInMs: readForMs });
  const adapters: ReturnType<typeof create>[] = [];
  return {
    // socket.io calls it with `new`, which an arrow function does not take.
    create: function (namespace: unknown) {
      const adapter = create(namespace);
      adapters.push(adapter);
      return adapter;
    },
    close: async () => {
      // The last one ends the connections that read.
      for (const adapter of adapters) await adapter.close();
      client.disconnect();
    },
  };
}

/** socket.io on the console's port, for pages of the same origin, with messages of at most 64 KB. */
export class HubSockets extends IoAdapter {
  constructor(
    app: INestApplication,
    private readonly adapter: SocketAdapter | undefined,
  ) {
    super(app);
  }

  override createIOServer(port: number, options?: ServerOptions): Server {
    const ours: Partial<ServerOptions> = {
      ...options,
      cors: { origin: false },
      serveClient: false,
      maxHttpBufferSize: 64 * 1024,
      pingInterval: 10_000,
      pingTimeout: 10_000,
      connectTimeout: 10_000,
      allowRequest: (request: IncomingMessage, answer) => {
        // A page of the same origin sends no Origin header with a polling GET, so silence is accepted.
        if (fromSameOrigin(request.headers, true)) answer(null, true);
        else answer('cross_site', false);
      },
    };
    const server = super.createIOServer(port, ours as ServerOptions);
    if (this.adapter) server.adapter(this.adapter.create);
    return server;
  }
}
