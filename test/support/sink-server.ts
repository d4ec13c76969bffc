import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How the sink meets the next requests: as it should, or as the outside world does. */
export type SinkMode =
  | 'ok'
  /** Answers 503 and keeps nothing. */
  | 'busy'
  /** Answers 422 and keeps nothing. */
  | 'refuse'
  /** Answers 401 and keeps nothing. */
  | 'unauthorised'
  /** Keeps it and then drops the connection. */
  | 'keep-and-drop'
  /** Drops the connection and keeps nothing. */
  | 'drop';

/** A recording outside: what it truly got, by key, however often. */
export class Sink {
  readonly posts = new Map<string, number>();
  readonly items = new Map<string, { body: string; gone: boolean }>();
  mode: SinkMode = 'ok';
  /** Requests that wait for `release`. */
  held = 0;
  private heldMethod: string | undefined;
  private letGo: (() => void)[] = [];
  private server: Server | undefined;
  url = '';

  /** From now on requests with this method wait for their answer until `release`. */
  hold(method: string): void {
    this.heldMethod = method;
  }

  release(): void {
    this.heldMethod = undefined;
    for (const go of this.letGo.splice(0)) go();
    this.held = 0;
  }

  async start(port = 0): Promise<this> {
    this.server = createServer((request, response) => {
      this.answer(request, response).catch(() => response.destroy());
    });
    await new Promise<void>((resolve) => this.server?.listen(port, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return this;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const key = (request.url ?? '').slice('/items/'.length);
    if (request.method === this.heldMethod) {
      this.held += 1;
      await new Promise<void>((resolve) => this.letGo.push(resolve));
    }
    if (request.method === 'GET') {
      const item = this.items.get(key);
      this.end(response, item ? (item.gone ? 410 : 200) : 404, item?.gone === false ? item.body : '');
      return;
    }
    const body = await read(request);
    if (this.mode === 'busy') this.end(response, 503);
    else if (this.mode === 'refuse') this.end(response, 422, 'the headline is too bold');
    else if (this.mode === 'unauthorised') this.end(response, 401);
    else if (this.mode === 'drop') response.destroy();
    else {
      this.keep(request.method ?? '', key, body);
      if (this.mode === 'keep-and-drop') response.destroy();
      else this.end(response, 201);
    }
  }

  private keep(method: string, key: string, body: string): void {
    if (method === 'DELETE') this.items.set(key, { body: '', gone: true });
    else if (method === 'PUT') this.items.set(key, { body, gone: false });
    else {
      this.posts.set(key, (this.posts.get(key) ?? 0) + 1);
      this.items.set(key, { body, gone: false });
    }
  }

  private end(response: ServerResponse, status: number, text = ''): void {
    response.writeHead(status, { 'content-length': Buffer.byteLength(text) });
    response.end(text);
  }
}

/** By its events, not by iterating: benchmarks count on a sink that costs little. */
function read(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      resolve(Buffer.concat(chunks).toString('utf8'));
    });
    request.on('error', reject);
  });
}
