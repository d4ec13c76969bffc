import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { z } from 'zod';
import { admit, endpoints, tokenCall } from './api.js';
import { Callbacks } from './callbacks.js';
import { Control } from './control.js';
import { Faults, type Fault } from './faults.js';
import { Pages } from './pages.js';
import type { Answer, Call, Platform } from './platform.js';
import { finish, submit } from './publishing.js';
import { addressRefused, Refusal } from './refusal.js';
import { Store, type Job, type State } from './state.js';

export interface DrillOptions {
  /** Where its state is kept; it survives restarts. */
  dataDir: string;
  /** Where outcomes are told; missing: nowhere. */
  callbackUrl?: string | undefined;
  /** 0 takes a free one; the one it had before is taken again when it is free. */
  port?: number | undefined;
  /** How long publishing takes, in milliseconds; undefined: until `finish` is called. */
  publishAfterMs?: number | undefined;
  /** Between a callback's tries. */
  pauseMs?: number | undefined;
  now?: (() => Date) | undefined;
}

export interface Drill {
  url: string;
  origins: string[];
  /** The account, as a target's settings need it. */
  account: State['account'];
  state: State;
  callbacks: Callbacks;
  platform: Platform;
  /** Orders a trouble. */
  order(fault: z.input<typeof Fault>): void;
  /** Ends every running publication and waits until its callbacks were answered. */
  finish(): Promise<void>;
  close(): Promise<void>;
}

const MAX_BODY = 12 * 1024 * 1024;

/** Starts a stand-in for the platform on 127.0.0.1. It behaves as reference section 13 says. */
export async function openDrill(options: DrillOptions): Promise<Drill> {
  const store = await Store.open(options.dataDir);
  const running = new Running(store, options);
  await running.listen(options.port ?? 0);
  return running;
}

class Running implements Drill {
  readonly platform: Platform;
  readonly callbacks: Callbacks;
  readonly #faults = new Faults();
  readonly #server: Server;
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #control: Control;
  readonly #pages: Pages;
  readonly #endpoints: ReturnType<typeof endpoints>;
  readonly #ending = new AbortController();
  url = '';

  constructor(
    private readonly store: Store,
    private readonly options: DrillOptions,
  ) {
    const { now = () => new Date() } = options;
    this.platform = {
      store,
      faults: this.#faults,
      now: () => now().getTime(),
      origin: () => this.url,
      idsAreText: false,
    };
    this.callbacks = new Callbacks(this.platform, options.callbackUrl, options.pauseMs ?? 1_000);
    this.#endpoints = endpoints(this.platform, (json) => this.#submit(json));
    this.#control = new Control(this.platform, {
      finish: () => this.finish(),
      tell: (job) => this.callbacks.tell(job),
    });
    this.#pages = new Pages(this.platform, this.callbacks);
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch((error: unknown) => {
        response.destroy(error instanceof Error ? error : undefined);
      });
    });
  }

  get origins(): string[] {
    return [this.url];
  }
  get state(): State {
    return this.store.state;
  }
  get account(): State['account'] {
    return this.store.state.account;
  }

  async listen(asked: number): Promise<void> {
    const known = this.store.state.port;
    const wanted = [...new Set([known, asked, 0].filter((port) => port !== undefined))];
    for (const port of wanted) {
      const isUp = await this.#bind(port);
      if (!isUp) continue;
      const { port: taken } = this.#server.address() as AddressInfo;
      this.url = `http://127.0.0.1:${String(taken)}`;
      this.store.state.port = taken;
      await this.store.save();
      for (const job of this.store.state.jobs) this.#arm(job);
      return;
    }
    throw new Error('no port on 127.0.0.1 is free');
  }

  order(fault: z.input<typeof Fault>): void {
    this.#faults.order(fault);
  }

  async finish(): Promise<void> {
    for (const job of this.store.state.jobs) await this.#end(job);
    await this.callbacks.idle();
  }

  async close(): Promise<void> {
    this.#ending.abort();
    for (const timer of this.#timers.values()) clearTimeout(timer);
    await this.callbacks.close();
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
    await this.store.save();
  }

  #bind(port: number): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const failed = (error: NodeJS.ErrnoException) =>
        error.code === 'EADDRINUSE' && port !== 0 ? resolve(false) : reject(error);
      this.#server.once('error', failed);
      this.#server.listen(port, '127.0.0.1', () => {
        this.#server.off('error', failed);
        resolve(true);
      });
    });
  }

  #submit(json: unknown): Answer {
    const { answer, job } = submit(this.platform, json, this.options.publishAfterMs ?? 0);
    this.#arm(job);
    return answer;
  }

  /** A running publication ends by itself, also after a restart. */
  #arm(job: Job): void {
    if (job.status !== 1 || this.options.publishAfterMs === undefined) return;
    const due = Math.max(0, job.dueAt - this.platform.now());
    const timer = setTimeout(() => void this.#end(job), due);
    this.#timers.set(job.publishId, timer);
  }

  async #end(job: Job): Promise<void> {
    clearTimeout(this.#timers.get(job.publishId));
    this.#timers.delete(job.publishId);
    if (job.status !== 1) return;
    finish(this.platform, job);
    await this.store.save();
    this.callbacks.tell(job);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await read(request);
    if (!call.path.startsWith('/cgi-bin/')) {
      const page = (await this.#control.answer(call)) ?? (await this.#pages.answer(call));
      response.writeHead(page.status, page.headers).end(page.body);
      return;
    }
    await this.#callInterface(call, response);
  }

  async #callInterface(call: Call, response: ServerResponse): Promise<void> {
    const { signal } = this.#ending;
    const slow = this.#faults.take('slow', call.path);
    if (slow) await wait(slow.ms, undefined, { signal });
    if (this.#faults.take('gateway', call.path)) {
      response.writeHead(502, { 'content-type': 'text/html' }).end('<html><h1>502 Bad Gateway</h1></html>');
      return;
    }
    const answer = await this.#judge(call);
    await this.store.save();
    if (this.#faults.take('lost', call.path)) {
      response.destroy();
      return;
    }
    const silent = this.#faults.take('silent', call.path);
    if (silent) await wait(silent.ms, undefined, { signal });
    const isDirty = this.#faults.take('dirty', call.path) !== undefined;
    const text = isDirty
      ? JSON.stringify({ ...answer, note: '@' }).replace('"@"', '"\u0001\u0008"')
      : JSON.stringify(answer);
    response
      .writeHead(200, { 'content-type': isDirty ? 'text/plain' : 'application/json; encoding=utf-8' })
      .end(text);
  }

  async #judge(call: Call): Promise<Answer> {
    try {
      const ordered = this.#faults.take('error', call.path);
      if (ordered) throw ordered.code === 40164 ? addressRefused(call.address) : new Refusal(ordered.code);
      const token = tokenCall(this.platform, call);
      if (token) return token;
      const endpoint = this.#endpoints.get(call.path);
      if (!endpoint) throw new Refusal(48001);
      return await endpoint.run(admit(this.platform, endpoint, call), call);
    } catch (error) {
      if (error instanceof Refusal) return error.body(this.platform.now());
      throw error;
    }
  }
}

async function read(request: IncomingMessage): Promise<Call> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.byteLength;
    if (size > MAX_BODY) throw new Error('the body is too large');
    parts.push(part);
  }
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  );
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers,
    body: Buffer.concat(parts),
    address: request.socket.remoteAddress ?? '127.0.0.1',
  };
}
