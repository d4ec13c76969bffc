import type { IncomingMessage, ServerResponse } from 'node:http';
import { TLSSocket } from 'node:tls';

const secured = (cookie: string): string =>
  /;\s*secure(?:;|$)/i.test(cookie) ? cookie : `${cookie}; Secure`;

/** Express middleware: what is set over HTTPS is never sent back over plain HTTP. */
export function secureCookies(request: IncomingMessage, response: ServerResponse, next: () => void): void {
  if (request.socket instanceof TLSSocket) {
    const set = response.setHeader.bind(response);
    response.setHeader = (name, value) =>
      set(
        name,
        name.toLowerCase() === 'set-cookie' ? [value].flat().map((one) => secured(String(one))) : value,
      );
  }
  next();
}
