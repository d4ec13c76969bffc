import type { Me } from '../../src/contract/api.js';

interface Call {
  /** A form and a text go as they are, everything else as JSON. */
  body?: unknown;
  headers?: Record<string, string>;
}

const asSent = (body: unknown): string | FormData =>
  typeof body === 'string' || body instanceof FormData ? body : JSON.stringify(body);

/** A browser as far as the hub can tell: one cookie, and the headers of the hub's own pages. */
export class Visitor {
  cookie: string | undefined;

  constructor(readonly url: string) {}

  async call(method: string, path: string, { body, headers = {} }: Call = {}): Promise<Answer> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        origin: this.url,
        ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
        ...(this.cookie === undefined ? {} : { cookie: this.cookie }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: asSent(body) }),
    });
    for (const set of response.headers.getSetCookie()) this.keep(set);
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    const json = (isJson ? JSON.parse(text) : {}) as Record<string, unknown>;
    return { status: response.status, headers: response.headers, text, json };
  }

  /** A file as it is. Rejects unless the answer is a good one. */
  async download(path: string): Promise<Uint8Array> {
    const headers = new Headers(this.cookie === undefined ? {} : { cookie: this.cookie });
    const response = await fetch(`${this.url}${path}`, { headers });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return new Uint8Array(await response.arrayBuffer());
  }

  async signIn(username: string, password: string): Promise<Answer> {
    return this.call('POST', '/api/auth/sign-in/username', { body: { username, password } });
  }

  async me(): Promise<Me> {
    return (await this.call('GET', '/api/v1/me')).json as Me;
  }

  private keep(set: string): void {
    const [pair = ''] = set.split(';');
    this.cookie = /Max-Age=0/.test(set) ? undefined : pair;
  }
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  json: Record<string, unknown>;
}
