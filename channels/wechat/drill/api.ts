import { z } from 'zod';
import { addDraft, countDrafts, deleteDraft, getDraft, listDrafts, updateDraft } from './drafts.js';
import { addMaterial, countMaterials, deleteMaterial, listMaterials, uploadPicture } from './media.js';
import type { Answer, Call, Platform } from './platform.js';
import { deleteArticle, getArticle, getOutcome, listArticles } from './publishing.js';
import { count, dayOf, limitOf, usedOf } from './quota.js';
import { Refusal } from './refusal.js';
import { checkToken, plainToken, revokeAll, stableToken } from './tokens.js';

/** What an endpoint does once the call was admitted. */
interface Endpoint {
  method: 'GET' | 'POST';
  /** The body is JSON; uploads read it themselves. */
  json: boolean;
  /** Only a verified account may (section 5.4). */
  verified?: boolean;
  run(json: unknown, call: Call): Answer | Promise<Answer>;
}

/** The interface's paths. `submit` comes from the server, which has to see to the task. */
export function endpoints(platform: Platform, submit: (json: unknown) => Answer): Map<string, Endpoint> {
  const post = (run: (platform: Platform, json: unknown) => Answer): Endpoint => ({
    method: 'POST',
    json: true,
    run: (json) => run(platform, json),
  });
  const get = (run: (platform: Platform) => Answer): Endpoint => ({
    method: 'GET',
    json: false,
    run: () => run(platform),
  });
  const upload = (run: (platform: Platform, call: Call) => Promise<Answer>): Endpoint => ({
    method: 'POST',
    json: false,
    run: (_, call) => run(platform, call),
  });
  const publication = (run: (platform: Platform, json: unknown) => Answer): Endpoint => ({
    ...post(run),
    verified: true,
  });
  return new Map([
    ['/cgi-bin/media/uploadimg', upload(uploadPicture)],
    ['/cgi-bin/material/add_material', upload(addMaterial)],
    ['/cgi-bin/material/del_material', post(deleteMaterial)],
    ['/cgi-bin/material/batchget_material', post(listMaterials)],
    ['/cgi-bin/material/get_materialcount', get(countMaterials)],
    ['/cgi-bin/draft/add', post(addDraft)],
    ['/cgi-bin/draft/update', post(updateDraft)],
    ['/cgi-bin/draft/get', post(getDraft)],
    ['/cgi-bin/draft/delete', post(deleteDraft)],
    ['/cgi-bin/draft/batchget', post(listDrafts)],
    ['/cgi-bin/draft/count', get(countDrafts)],
    ['/cgi-bin/freepublish/submit', publication((_, json) => submit(json))],
    ['/cgi-bin/freepublish/get', publication(getOutcome)],
    ['/cgi-bin/freepublish/getarticle', publication(getArticle)],
    ['/cgi-bin/freepublish/delete', publication(deleteArticle)],
    ['/cgi-bin/freepublish/batchget', publication(listArticles)],
    ['/cgi-bin/openapi/quota/get', post(quotaOf)],
    ['/cgi-bin/getcallbackip', get(() => ({ ip_list: ['127.0.0.1'] }))],
  ]);
}

/** The token's own calls, whose checks come in another order. @throws Refusal */
export function tokenCall(platform: Platform, call: Call): Answer | undefined {
  const { store } = platform;
  const now = platform.now();
  if (call.path === '/cgi-bin/token') {
    if (call.method !== 'GET') throw new Refusal(43001);
    const answer = plainToken(store.state, Object.fromEntries(call.query), call.address, now);
    count(store.state, call.path, now);
    return answer;
  }
  if (call.path !== '/cgi-bin/stable_token') return undefined;
  if (call.method !== 'POST') throw new Refusal(43002);
  const answer = stableToken(store.state, readBody(call), call.address, now, dayOf(now));
  count(store.state, call.path, now);
  return answer;
}

/** The checks before anything is done, in the order of section 13.2. @throws Refusal */
export function admit(platform: Platform, endpoint: Endpoint, call: Call): unknown {
  const { store, faults } = platform;
  const { account } = store.state;
  const now = platform.now();
  if (call.method !== endpoint.method) throw new Refusal(endpoint.method === 'GET' ? 43001 : 43002);
  if (faults.take('revoke', call.path)) revokeAll(store.state, now);
  checkToken(store.state, call.query.get('access_token'), now);
  if (account.frozen) throw new Refusal(50002);
  if (endpoint.verified === true && !account.verified) throw new Refusal(48001);
  count(store.state, call.path, now);
  return endpoint.json ? readBody(call) : undefined;
}

/** @throws Refusal 44002, 47001, 47002 */
function readBody({ body }: Call): unknown {
  if (body.byteLength === 0) throw new Refusal(44002);
  const text = body.toString('utf8');
  if (/\\u[0-9a-fA-F]{4}/.test(text)) throw new Refusal(47002);
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(47001);
  }
}

const ByPath = z.object({ cgi_path: z.string() });

function quotaOf({ store, now }: Platform, json: unknown): Answer {
  const path = ByPath.safeParse(json).data?.cgi_path ?? '';
  const limit = limitOf(store.state, path);
  if (limit === undefined) throw new Refusal(76021, 'cgi_path not found');
  const used = usedOf(store.state, path, now());
  return { errcode: 0, errmsg: 'ok', quota: { daily_limit: limit, used, remain: Math.max(0, limit - used) } };
}
