import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { sinkKinds, type Quirk, type QuirkKind, type SinkKind } from '../plan/words.js';
import { answerRead, change, type Change } from './answers.js';
import { Body } from './body.js';
import { announcementOf, Records } from './records.js';

/** After the hub has given up waiting, and before it may believe that nothing came. Milliseconds. */
const LATE_MS = 4_000;

/** The three kinds of places outside, each with a server of its own, over one set of records. */
export class Sinks {
  readonly records = new Records();
  /** How many quirks have been shown, by kind. */
  shown: Partial<Record<QuirkKind, number>> = {};
  gazetteMs: [number, number] = [50, 50];
  /** Requests that would change something, since the beginning of the seed. */
  changes = 0;
  /** What may still have an effect: requests that are being answered, and jobs that are not done. */
  underWay = 0;
  private quirks: Quirk[] = [];
  private readonly servers = new Map<SinkKind, Server>();
  private readonly ports = new Map<SinkKind, number>();

  async start(): Promise<Record<SinkKind, string>> {
    for (const kind of sinkKinds) await this.mend(kind);
    const url = (kind: SinkKind): string => `http://127.0.0.1:${String(this.ports.get(kind))}`;
    return { board: url('board'), gazette: url('gazette'), letter: url('letter') };
  }

  /** A new seed: nothing was ever here. */
  begin(quirks: Quirk[], gazetteMs: [number, number]): void {
    this.records.clear();
    this.quirks = [...quirks];
    this.gazetteMs = gazetteMs;
    this.shown = {};
    this.changes = 0;
  }

  /** Nobody reaches this kind any more; what is under way breaks off. */
  async cut(kind: SinkKind): Promise<void> {
    const server = this.servers.get(kind);
    this.servers.delete(kind);
    server?.closeAllConnections();
    await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
  }

  async mend(kind: SinkKind): Promise<void> {
    if (this.servers.has(kind)) return;
    const server = createServer((request, response) => {
      this.meet(request, response).catch(() => response.destroy());
    });
    this.servers.set(kind, server);
    await new Promise<void>((resolve) => server.listen(this.ports.get(kind) ?? 0, '127.0.0.1', resolve));
    this.ports.set(kind, (server.address() as AddressInfo).port);
  }

  get quirksShown(): number {
    return Object.values(this.shown).reduce((sum, count) => sum + count, 0);
  }

  countQuirk(kind: QuirkKind): void {
    this.shown[kind] = (this.shown[kind] ?? 0) + 1;
  }

  private async meet(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '', 'http://sink').pathname.split('/').slice(1);
    if (request.method === 'GET') {
      const mark = new URL(request.url ?? '', 'http://sink').searchParams.get('mark') ?? '';
      const [status, answer] = answerRead(this.records, path, mark);
      end(response, status, answer);
      return;
    }
    this.changes += 1;
    const body = Body.parse(JSON.parse(await read(request)));
    const quirk = request.method === 'DELETE' ? undefined : this.quirkOf(path, body);
    await this.during(this.act(quirk, { method: request.method ?? '', path, body }, response));
  }

  async during(work: Promise<void>): Promise<void> {
    this.underWay += 1;
    await work.finally(() => {
      this.underWay -= 1;
    });
  }

  private async act(quirk: Quirk | undefined, wish: Change, response: ServerResponse): Promise<void> {
    switch (quirk?.kind) {
      case 'hangs':
        return;
      case 'cuts-before':
        response.destroy();
        return;
      case 'busy':
        end(response, 503, {});
        return;
      case 'answers-late':
        await pause(LATE_MS);
        break;
      case 'accepts-then-times-out':
      case 'cuts-after':
      case 'answers-twice':
      case 'reports-late':
      case 'loses-item':
      case undefined:
        break;
    }
    const answer = change(this, wish, quirk);
    if (quirk?.kind === 'accepts-then-times-out') return;
    if (quirk?.kind === 'cuts-after') response.destroy();
    else end(response, answer === undefined ? 404 : 200, answer ?? {});
  }

  /** Each is shown once, to the first request that it is meant for. */
  private quirkOf([kind, target, step]: string[], body: Body): Quirk | undefined {
    const draft = kind === 'gazette' && step === 'submit' ? this.records.draftOf(body?.draftId ?? '') : body;
    const announcement = announcementOf(draft?.title ?? '');
    const found = this.quirks.find(
      (quirk) =>
        quirk.kind !== 'loses-item' &&
        quirk.target === target &&
        quirk.announcement === announcement &&
        (quirk.step === undefined || quirk.step === step || jobQuirks.includes(quirk.kind)) &&
        (step === 'submit' || !jobQuirks.includes(quirk.kind)),
    );
    if (!found) return undefined;
    this.quirks = this.quirks.filter((quirk) => quirk !== found);
    this.countQuirk(found.kind);
    return found;
  }
}

/** What a gazette does with a job, whatever step the plan names. */
const jobQuirks: readonly QuirkKind[] = ['answers-twice', 'reports-late'];

function end(response: ServerResponse, status: number, answer: object): void {
  const text = JSON.stringify(answer);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
