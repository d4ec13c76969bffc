import { z } from 'zod';
import { Fault } from './faults.js';
import type { Call, Platform } from './platform.js';
import { ban } from './publishing.js';
import { defaultLimits, limitOf, usedOf } from './quota.js';
import type { Job } from './state.js';
import { revokeAll } from './tokens.js';

export interface Page {
  status: number;
  headers: Record<string, string>;
  body: string | Uint8Array;
}

interface Server {
  finish(): Promise<void>;
  tell(job: Job): void;
}

const Limits = z.record(z.string(), z.coerce.number().int().min(0).max(10_000_000));
const Account = z.object({
  verified: z.boolean().optional(),
  commentEnabled: z.boolean().optional(),
  frozen: z.boolean().optional(),
  ipWhitelist: z.array(z.string()).optional(),
});
const Ban = z.object({ articleId: z.string() });
const Ids = z.object({ areText: z.boolean() });

/**
 * How a drill is led, by JSON: `GET /drill/state`, `POST /drill/faults | faults/clear | limits | account | finish | ban |
 * ids`. The control page posts the same as forms and is sent back to itself. For people at this machine; no other
 * site's page may post here.
 */
export class Control {
  constructor(
    private readonly platform: Platform,
    private readonly server: Server,
  ) {}

  /** Undefined for what is not one of its addresses. */
  async answer(call: Call): Promise<Page | undefined> {
    if (call.method === 'GET' && call.path === '/drill/state') return json(200, this.#summary());
    if (call.method !== 'POST' || !call.path.startsWith('/drill/')) return undefined;
    const site = call.headers['sec-fetch-site'];
    if (site !== undefined && site !== 'same-origin' && site !== 'none')
      return json(403, { error: 'cross-site' });
    const isForm = call.headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
    const parsed = await this.#act(call, isForm);
    if (parsed !== undefined) return json(400, { error: parsed });
    await this.platform.store.save();
    return isForm ? { status: 303, headers: { location: '/drill' }, body: '' } : json(200, this.#summary());
  }

  /** What was wrong with the order; undefined when it was carried out. */
  async #act(call: Call, isForm: boolean): Promise<string | undefined> {
    const { store, faults, now } = this.platform;
    const given = isForm ? Object.fromEntries(new URLSearchParams(call.body.toString())) : parse(call.body);
    switch (call.path) {
      case '/drill/faults':
        return when(Fault, given, (fault) => {
          faults.order(fault);
          // A trouble with tokens is met only when one is asked for.
          if (fault.kind === 'error' && fault.path.endsWith('token')) revokeAll(store.state, now());
        });
      case '/drill/faults/clear':
        faults.clear();
        return undefined;
      case '/drill/limits':
        return when(Limits, given, (limits) => {
          for (const [path, limit] of Object.entries(limits)) this.#limit(path, limit);
        });
      case '/drill/limits/reset':
        store.state.limits = {};
        return undefined;
      case '/drill/account':
        return when(Account, given, (account) => {
          Object.assign(store.state.account, JSON.parse(JSON.stringify(account)));
        });
      case '/drill/finish':
        await this.server.finish();
        return undefined;
      case '/drill/ban':
        return when(Ban, given, ({ articleId }) => {
          const job = ban(this.platform, articleId);
          if (job) this.server.tell(job);
        });
      case '/drill/ids':
        return when(Ids, given, ({ areText }) => {
          this.platform.idsAreText = areText;
        });
      case '/drill/tokens/revoke':
        revokeAll(store.state, now());
        return undefined;
      default:
        return 'unknown order';
    }
  }

  /** `*` sets every path that has a limit. */
  #limit(path: string, limit: number): void {
    const { limits } = this.platform.store.state;
    for (const one of path === '*' ? Object.keys(defaultLimits) : [path]) limits[one] = limit;
  }

  #summary(): object {
    const { store, faults, now } = this.platform;
    const { state } = store;
    const quotas = Object.keys(defaultLimits).map((path) => ({
      path,
      limit: limitOf(state, path),
      used: usedOf(state, path, now()),
    }));
    return {
      drafts: state.drafts.length,
      running: state.jobs.filter(({ status }) => status === 1).length,
      articles: state.published.map(({ articleId, articles, names, deleted, banned }) => ({
        articleId,
        title: articles[0]?.title,
        source: articles[0]?.content_source_url,
        url: `${this.platform.origin()}/s/${names[0] ?? ''}`,
        deleted: deleted.every(Boolean),
        banned,
      })),
      faults: faults.ordered,
      quotas,
    };
  }
}

function parse(body: Buffer): unknown {
  try {
    return body.byteLength === 0 ? {} : JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}

function when<T>(schema: z.ZodType<T>, given: unknown, act: (value: T) => void): string | undefined {
  const parsed = schema.safeParse(given);
  if (!parsed.success) return z.prettifyError(parsed.error);
  act(parsed.data);
  return undefined;
}

const json = (status: number, value: unknown): Page => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  body: JSON.stringify(value),
});
