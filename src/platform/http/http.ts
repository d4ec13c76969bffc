import { Agent, type Dispatcher } from 'undici';
import ipaddr from 'ipaddr.js';
import { HttpFailure, type Http, type HttpRequest } from '../../contract/channel.js';
import { AddressRefused, isPublicAddress, publicLookup, type Resolve } from './addresses.js';
import { OutboundAllowList } from './allow-list.js';
import { Exchange } from './exchange.js';

export interface HttpOptions {
  /** What may stand on private addresses: listed by the administrator, the hub's own public origin, its drills. */
  allowedOrigins: OutboundAllowList | readonly string[];
  /** For a whole exchange, in milliseconds. */
  maxTimeoutMs?: number;
  /** Of an answer's body. */
  maxBytes?: number;
  /** How names are resolved; the system's way by default. */
  resolve?: Resolve;
}

export interface OutboundHttp {
  http: Http;
  /** Cuts what is open. */
  close(): Promise<void>;
}

const agentOptions: Agent.Options = {
  keepAliveTimeout: 4_000,
  keepAliveMaxTimeout: 30_000,
  connections: 128,
};

/** The one way out of the hub for channels. */
export function createHttp(options: HttpOptions): OutboundHttp {
  const { maxTimeoutMs = 60_000, maxBytes = 20 * 1024 * 1024 } = options;
  const { allowedOrigins } = options;
  const allowed =
    allowedOrigins instanceof OutboundAllowList ? allowedOrigins : new OutboundAllowList(allowedOrigins);
  const connect = { timeout: 10_000 };
  const trusted = new Agent({ ...agentOptions, connect });
  const guarded = new Agent({
    ...agentOptions,
    connect: { ...connect, lookup: publicLookup(options.resolve) },
  });

  const http: Http = async (address, request = {}) => {
    const url = parse(address);
    const isListed = allowed.allows(url);
    if (!isListed) refusePrivateLiteral(url);
    const limits = {
      timeoutMs: Math.min(request.timeoutMs ?? maxTimeoutMs, maxTimeoutMs),
      maxBytes: Math.min(request.maxBytes ?? maxBytes, maxBytes),
    };
    return exchange(isListed ? trusted : guarded, url, request, limits);
  };
  return {
    http,
    async close() {
      await Promise.all([trusted.destroy(), guarded.destroy()]);
    },
  };
}

function parse(address: string): URL {
  if (!URL.canParse(address)) throw new HttpFailure(false, 'not an absolute address');
  const url = new URL(address);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new HttpFailure(false, `${url.protocol} addresses are not called`);
  if (url.username !== '' || url.password !== '')
    throw new HttpFailure(false, 'an address with a name or a password in it is not called');
  return url;
}

/** A literal address is connected to without a look-up, so it is checked here. */
function refusePrivateLiteral(url: URL): void {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (!ipaddr.isValid(host) || isPublicAddress(host)) return;
  const cause = new AddressRefused(host);
  throw new HttpFailure(false, cause.message, { cause });
}

async function exchange(
  agent: Dispatcher,
  url: URL,
  request: HttpRequest,
  limits: { timeoutMs: number; maxBytes: number },
) {
  const { signal } = request;
  if (signal?.aborted)
    throw new HttpFailure(false, 'the run was ended before the call', { cause: signal.reason });
  const running = new Exchange(limits.maxBytes);
  const timer = setTimeout(() => {
    running.cancel(`no complete answer within ${limits.timeoutMs} ms`);
  }, limits.timeoutMs);
  const aborted = (): void => {
    running.cancel('the run was ended', signal?.reason);
  };
  signal?.addEventListener('abort', aborted, { once: true });
  try {
    agent.dispatch(
      {
        origin: url.origin,
        path: `${url.pathname}${url.search}`,
        method: request.method ?? 'GET',
        headers: { 'user-agent': 'Tongbo', accept: '*/*', ...lowerCased(request.headers ?? {}) },
        body: request.body ?? null,
        headersTimeout: 0,
        bodyTimeout: 0,
      },
      running,
    );
    return await running.answer;
  } catch (error) {
    if (error instanceof HttpFailure) throw error;
    // The dispatcher throws at once for what it would never send, e.g. an invalid header.
    throw new HttpFailure(false, error instanceof Error ? error.message : 'not sent', { cause: error });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', aborted);
  }
}

function lowerCased(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
