import { HttpFailure, type HttpAnswer } from '../../src/contract/channel.js';
import type { LocalizedText } from '../../src/contract/values.js';
import type { TargetCtx } from '../../src/contract/channel.js';
import { failureWords } from './errors.js';
import { readPage, type Page } from './page.js';
import type { PortalSettings } from './settings.js';

const TIMEOUT = 15_000;
const MAX_BYTES = 4 * 1024 * 1024;
const MAX_HOPS = 3;

/** What an address on the portal answered. */
export type Fetched =
  | { is: 'page'; url: string; page: Page }
  | { is: 'gone'; url: string; status: number }
  /** No address of this portal, or one that leads elsewhere. */
  | { is: 'elsewhere'; words: LocalizedText }
  /** It may be different the next time. */
  | { is: 'trouble'; words: LocalizedText };

type Visitor = Pick<TargetCtx<PortalSettings>, 'http' | 'settings'>;

/** The address in its one form, or what is wrong with it. It must belong to the portal: nothing else is fetched. */
export function portalAddress(text: string, origins: readonly string[]): URL | LocalizedText {
  const address = text.trim();
  if (!URL.canParse(address))
    return {
      zh: `“${address.slice(0, 80)}”不是完整的网址`,
      en: `“${address.slice(0, 80)}” is no complete address`,
    };
  const url = new URL(address);
  if ((url.protocol !== 'http:' && url.protocol !== 'https:') || url.username !== '' || url.password !== '')
    return {
      zh: '只接受不带用户名的 http 或 https 网址',
      en: 'Only http and https addresses without a user name',
    };
  if (!origins.includes(url.origin))
    return {
      zh: `${url.origin} 不是这个门户的网址（应为 ${origins.join('、')}）`,
      en: `${url.origin} does not belong to this portal (${origins.join(', ')})`,
    };
  url.hash = '';
  return url;
}

/** Looks at a page of the portal as the public would, past caches. Redirects are followed within the portal only. */
export async function fetchPage(address: string, visitor: Visitor): Promise<Fetched> {
  let next = address;
  for (let hop = 0; hop <= MAX_HOPS; hop += 1) {
    const url = portalAddress(next, visitor.settings.origins);
    if (!(url instanceof URL)) return { is: 'elsewhere', words: hop === 0 ? url : redirected(url) };
    const answer = await get(url, visitor);
    if ('is' in answer) return answer;
    const location = answer.status >= 300 && answer.status < 400 ? answer.headers['location'] : undefined;
    if (location === undefined) return whatItIs(url, answer);
    next = URL.canParse(location, url.href) ? new URL(location, url.href).href : location;
  }
  return {
    is: 'trouble',
    words: { zh: `网址连续跳转超过 ${String(MAX_HOPS)} 次`, en: `More than ${String(MAX_HOPS)} redirects` },
  };
}

const redirected = ({ zh, en }: LocalizedText): LocalizedText => ({
  zh: `网址跳转到了别处：${zh}`,
  en: `It redirects elsewhere: ${en}`,
});

async function get(url: URL, { http }: Visitor): Promise<HttpAnswer | (Fetched & { is: 'trouble' })> {
  const headers = { accept: 'text/html,*/*;q=0.1', 'cache-control': 'no-cache' };
  try {
    return await http(url.href, { headers, timeoutMs: TIMEOUT, maxBytes: MAX_BYTES });
  } catch (error) {
    if (error instanceof HttpFailure) return { is: 'trouble', words: failureWords(error) };
    throw error;
  }
}

function whatItIs(url: URL, answer: HttpAnswer): Fetched {
  const { status } = answer;
  if (status === 404 || status === 410) return { is: 'gone', url: url.href, status };
  if (status === 200) return { is: 'page', url: url.href, page: readPage(answer) };
  return {
    is: 'trouble',
    words: { zh: `网址返回状态 ${String(status)}`, en: `The address answered ${String(status)}` },
  };
}
