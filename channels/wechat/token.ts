import { z } from 'zod';
import type { TargetCtx } from '../../src/contract/channel.js';
import { readAnswer } from './answer.js';
import { WechatError, type Asked } from './errors.js';
import { spend } from './quotas.js';
import { send } from './send.js';
import type { WechatSettings } from './settings.js';

type WechatCtx = TargetCtx<WechatSettings>;

/** From the platform's own rotation on, 300 s before its end, a new token is fetched. */
const ROTATION_MS = 300_000;
const PATH = '/cgi-bin/stable_token';

const Kept = z.object({ token: z.string(), until: z.number() });
const Fresh = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() });

/** One token for all processes; the account's id names it, never a secret. */
const keyOf = ({ settings }: WechatCtx): string => `token:${settings.appId}`;

/** The account's token, fetched when there is none that still holds. @throws WechatError */
export async function accessToken(ctx: WechatCtx): Promise<string> {
  const kept = await read(ctx);
  if (kept !== undefined) return kept;
  return alone(ctx, async () => (await read(ctx)) ?? fetchToken(ctx));
}

/** One process fetches for all. Whoever does not get its turn has sent nothing. */
async function alone(ctx: WechatCtx, work: () => Promise<string>): Promise<string> {
  try {
    return await ctx.exclusive('token', work);
  } catch (error) {
    if (error instanceof WechatError) throw error;
    throw new WechatError('no turn to fetch the token', { verdict: 'retry' }, error);
  }
}

/**
 * A token in the place of one that the platform refused. Another process may have fetched it already.
 * @throws WechatError `reauth` when the platform gives the refused one again: somebody has to look
 */
export async function replaceToken(ctx: WechatCtx, refusedToken: string): Promise<string> {
  return alone(ctx, async () => {
    const kept = await read(ctx);
    if (kept !== undefined && kept !== refusedToken) return kept;
    const token = await fetchToken(ctx);
    if (token !== refusedToken) return token;
    throw new WechatError(`${PATH}: the refused token was given again`, {
      verdict: 'reauth',
      words: {
        zh: '微信一再拒绝它自己发放的凭证，请检查是否有别的系统在使用同一账号，然后恢复该目标。',
        en: 'WeChat refuses the token that it gives; see whether another system uses this account, then resume the target.',
      },
    });
  });
}

async function read(ctx: WechatCtx): Promise<string | undefined> {
  const kept = Kept.safeParse(await ctx.state.get(keyOf(ctx)));
  if (!kept.success || ctx.now().getTime() >= kept.data.until - ROTATION_MS) return undefined;
  return kept.data.token;
}

/** Section 1.2, normal mode: asking again gives the same token while it holds, so this is safe to repeat. */
async function fetchToken(ctx: WechatCtx): Promise<string> {
  const { appId, appSecret } = ctx.settings;
  const asked: Asked = { path: PATH, effect: false, isToken: true, now: ctx.now() };
  await spend('token', ctx);
  const body = { grant_type: 'client_credential', appid: appId, secret: appSecret, force_refresh: false };
  const answer = await send(ctx, asked, { body: JSON.stringify(body) });
  const fresh = readAnswer(answer, Fresh, asked);
  const until = asked.now.getTime() + fresh.expires_in * 1_000;
  await ctx.state.set(keyOf(ctx), { token: fresh.access_token, until }, { secret: true });
  return fresh.access_token;
}
