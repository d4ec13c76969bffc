import type { IncomingMessage } from 'node:http';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { Server, ServerOptions } from 'socket.io';
import { fromSameOrigin } from './same-origin.js';

/** socket.io on the console's port, for pages of the same origin, with messages of at most 64 KB. */
export class HubSockets extends IoAdapter {
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
    return super.createIOServer(port, ours as ServerOptions);
  }
}
