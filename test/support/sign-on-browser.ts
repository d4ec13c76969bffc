import type { SignOnBegun } from '../../src/contract/api.js';
import type { Answer } from './visitor.js';

interface Cookie {
  value: string;
  /** It does not come along when another site sends the browser here. */
  strict: boolean;
}

/** A browser between a hub and a provider: cookies by origin, and redirections followed by hand. */
export class SignOnBrowser {
  private readonly jars = new Map<string, Map<string, Cookie>>();

  /** `consoleUrl` is the hub's name in front of a proxy that stands at `url`. */
  constructor(
    private readonly url: string,
    private readonly consoleUrl: string,
  ) {}

  /** A call of one of the hub's own pages. */
  async call(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await this.fetch(`${this.consoleUrl}${path}`, 'own page', {
      method,
      headers: { origin: this.consoleUrl, host: new URL(this.consoleUrl).host },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    const json = (isJson ? JSON.parse(text) : {}) as Record<string, unknown>;
    return { status: response.status, headers: response.headers, text, json };
  }

  /** From where a sign-on begins to the address to which the provider sends the browser back. */
  async throughProvider({ url }: SignOnBegun): Promise<string> {
    for (let at = url, steps = 0; steps < 10; steps++) {
      if (at.startsWith(this.consoleUrl)) return at;
      const { headers, status } = await this.fetch(at, 'link', {});
      const location = headers.get('location');
      if (location === null) throw new Error(`the provider answered ${status} at ${at}`);
      at = new URL(location, at).href;
    }
    throw new Error('the provider sends the browser in circles');
  }

  /** Opens the hub's callback as the provider's redirection does; where the hub sends the browser on. */
  async arrive(address: string): Promise<string> {
    const { headers, status } = await this.fetch(address, 'link', {});
    if (status !== 303) throw new Error(`the callback answered ${status}`);
    return headers.get('location') ?? '';
  }

  cookie(name: string): string | undefined {
    return this.jar(this.consoleUrl).get(name)?.value;
  }

  /** Puts a cookie of the hub's back. */
  put(name: string, value: string): void {
    this.jar(this.consoleUrl).set(name, { value, strict: false });
  }

  /** Nobody is signed in at the provider any more. */
  forgetProvider(): void {
    for (const origin of this.jars.keys()) if (origin !== this.consoleUrl) this.jars.delete(origin);
  }

  private async fetch(address: string, from: 'own page' | 'link', init: RequestInit): Promise<Response> {
    const { origin } = new URL(address);
    const cookies = [...this.jar(origin)].filter(([, { strict }]) => from === 'own page' || !strict);
    const headers = new Headers(init.headers);
    if (cookies.length > 0)
      headers.set('cookie', cookies.map(([name, { value }]) => `${name}=${value}`).join('; '));
    if (init.body !== undefined) headers.set('content-type', 'application/json');
    const real = origin === this.consoleUrl ? address.replace(this.consoleUrl, this.url) : address;
    // fetch sets `host` by itself, so that the hub sees its own address there and in the Origin header.
    if (headers.has('origin')) headers.set('origin', this.url);
    const response = await fetch(real, { ...init, headers, redirect: 'manual' });
    for (const set of response.headers.getSetCookie()) this.keep(origin, set);
    return response;
  }

  private keep(origin: string, set: string): void {
    const [pair = '', ...attributes] = set.split(';').map((part) => part.trim());
    const [name = ''] = pair.split('=');
    const ended = attributes.some(
      (one) => /^max-age=0$/i.test(one) || (/^expires=/i.test(one) && Date.parse(one.slice(8)) < Date.now()),
    );
    if (ended) this.jar(origin).delete(name);
    else
      this.jar(origin).set(name, {
        value: pair.slice(name.length + 1),
        strict: attributes.some((one) => /^samesite=strict$/i.test(one)),
      });
  }

  private jar(origin: string): Map<string, Cookie> {
    const jar = this.jars.get(origin) ?? new Map<string, Cookie>();
    this.jars.set(origin, jar);
    return jar;
  }
}
