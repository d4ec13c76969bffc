import { z } from 'zod';
import { addressRefused, Refusal } from './refusal.js';
import { randomText, type State, type Token } from './state.js';

const LIFE_MS = 7_200_000;
const GRACE_MS = 300_000;
const FORCE_A_DAY = 20;
const FORCE_APART_MS = 30_000;

const Asked = z.object({
  grant_type: z.string().default(''),
  appid: z.string().default(''),
  secret: z.string().default(''),
  force_refresh: z.boolean().default(false),
});
export type TokenAnswer = { access_token: string; expires_in: number };

/** Who asks for a token, in the order of section 13.2. @throws Refusal */
function admit(state: State, asked: z.infer<typeof Asked>, address: string): void {
  const { account } = state;
  if (asked.appid === '') throw new Refusal(41002);
  if (asked.appid !== account.appId) throw new Refusal(40013);
  if (asked.secret === '') throw new Refusal(41004);
  if (asked.secret !== account.appSecret) throw new Refusal(40125);
  if (asked.grant_type !== 'client_credential') throw new Refusal(40002);
  if (account.ipWhitelist.length > 0 && !account.ipWhitelist.includes(address)) throw addressRefused(address);
  if (account.frozen) throw new Refusal(40243);
}

const mint = (kind: Token['kind'], now: number): Token => ({
  value: `${String(10 + (Math.floor(now / 1_000) % 90))}_${randomText(136)}`,
  kind,
  issuedAt: now,
  expiresAt: now + LIFE_MS,
});

/** Section 1.1: each call gives a new one, the one before holds 300 s more. */
export function plainToken(state: State, given: unknown, address: string, now: number): TokenAnswer {
  admit(state, Asked.parse(given), address);
  for (const token of state.tokens)
    if (token.kind === 'plain')
      token.deadAt = Math.min(token.deadAt ?? Number.POSITIVE_INFINITY, now + GRACE_MS);
  return keep(state, mint('plain', now), now);
}

/** Section 1.2: the same one with its remaining time, until 300 s before its end. */
export function stableToken(
  state: State,
  given: unknown,
  address: string,
  now: number,
  today: string,
): TokenAnswer {
  const asked = Asked.safeParse(given);
  if (!asked.success) throw new Refusal(47001);
  admit(state, asked.data, address);
  const current = state.tokens.findLast(({ kind, deadAt }) => kind === 'stable' && deadAt === undefined);
  const held = current && current.expiresAt - now > GRACE_MS ? current : undefined;
  if (!asked.data.force_refresh) return held ? answer(held, now) : keep(state, mint('stable', now), now);
  if (held && now - state.forced.at < FORCE_APART_MS) return answer(held, now);
  const used = state.forced.day === today ? state.forced.used : 0;
  if (used >= FORCE_A_DAY) throw new Refusal(45009);
  state.forced = { day: today, used: used + 1, at: now };
  for (const token of state.tokens) if (token.kind === 'stable') token.deadAt ??= now;
  return keep(state, mint('stable', now), now);
}

function keep(state: State, token: Token, now: number): TokenAnswer {
  state.tokens = [...state.tokens.filter(({ expiresAt }) => expiresAt + LIFE_MS > now), token];
  return answer(token, now);
}

const answer = ({ value, expiresAt }: Token, now: number): TokenAnswer => ({
  access_token: value,
  expires_in: Math.floor((expiresAt - now) / 1_000),
});

/** Whether a business call may go on (section 13.2, 2 and 3). @throws Refusal */
export function checkToken(state: State, value: string | null, now: number): void {
  if (value === null || value === '') throw new Refusal(41001);
  if (value.length < 20 || !/^\d{2,3}_/.test(value)) throw new Refusal(40014);
  const token = state.tokens.find((one) => one.value === value);
  if (!token || (token.deadAt !== undefined && token.deadAt <= now)) throw new Refusal(40001);
  if (token.expiresAt <= now) throw new Refusal(42001);
}

/** Nothing that was issued holds any more, as after somebody else forced a new one. */
export function revokeAll(state: State, now: number): void {
  for (const token of state.tokens) token.deadAt ??= now;
}
