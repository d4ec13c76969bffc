import { request, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { Authority } from '../../../src/platform/tls/authority.js';
import { hostNames } from '../../../src/platform/tls/names.js';
import { HUB_NAME } from './browser.js';

/** What stands in the player's page instead of what the hub gives. */
export type Rewrite = (page: string) => string;

/** A hub's HTTPS origin as a screen reaches it, through which the player's page can be another build's. */
export class Front {
  /** Undefined: the hub's own. */
  rewrite: Rewrite | undefined;
  /** What `broken.js`, which no build has, says. */
  script = '';
  private readonly open = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly hubPort: number,
  ) {}

  static async of(hub: { console: string; dataDir: string }): Promise<Front> {
    const names = hostNames([HUB_NAME]);
    const authority = await Authority.load(hub.dataDir, names, new Date());
    const { certificate, key } = await authority.issue(authority.known(names), new Date());
    const front = new Front(createServer({ cert: certificate, key }), Number(new URL(hub.console).port));
    const { server } = front;
    server.on('request', (asked, answer) => {
      front.forward(asked, answer);
    });
    server.on('upgrade', (asked: IncomingMessage, near: Socket) => {
      front.tunnel(asked, near);
    });
    server.on('connection', (socket: Socket) => {
      front.open.add(socket);
      socket.on('close', () => front.open.delete(socket));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return front;
  }

  get origin(): string {
    return `https://${HUB_NAME}:${String((this.server.address() as AddressInfo).port)}`;
  }

  async close(): Promise<void> {
    for (const socket of this.open) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private forward(asked: IncomingMessage, answer: ServerResponse): void {
    const { method, headers, url = '/' } = asked;
    if (url === '/display/assets/broken.js') {
      answer.writeHead(200, { 'content-type': 'text/javascript' });
      answer.end(this.script);
      return;
    }
    const isPage = /^\/display\/?$/.test(url);
    // A page that has changed has another tag than the hub knows of.
    const sent = isPage
      ? { ...headers, 'if-none-match': undefined, 'if-modified-since': undefined }
      : headers;
    const defined = Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== undefined));
    const far = request(
      { port: this.hubPort, host: '127.0.0.1', method, path: url, headers: defined },
      (given) => {
        if (isPage && given.statusCode === 200) void this.changed(given, answer);
        else {
          answer.writeHead(given.statusCode ?? 502, given.headers);
          given.pipe(answer);
        }
      },
    );
    far.on('error', () => answer.destroy());
    asked.pipe(far);
  }

  private async changed(given: IncomingMessage, answer: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of given) parts.push(part as Buffer);
    const text = Buffer.concat(parts).toString();
    const { etag: _, 'content-length': __, 'last-modified': ___, ...headers } = given.headers;
    answer.writeHead(200, headers);
    answer.end(this.rewrite?.(text) ?? text);
  }

  private tunnel(asked: IncomingMessage, near: Socket): void {
    const far = connect(this.hubPort, '127.0.0.1', () => {
      const lines = asked.rawHeaders.flatMap((name, n, all) =>
        n % 2 === 0 ? [`${name}: ${all[n + 1] ?? ''}`] : [],
      );
      far.write(`${asked.method ?? 'GET'} ${asked.url ?? '/'} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
      far.pipe(near).pipe(far);
    });
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
  }
}
