import { randomText } from './state.js';

/** Texts of section 13.6 and of the global list; the request's id is added. */
const texts: Record<number, string> = {
  [-1]: 'system error',
  40001:
    'invalid credential, access_token is invalid or not latest, could get access_token by getStableAccessToken, more details at https://mmbizurl.cn/s/JtxxFh33r',
  40002: 'invalid grant_type',
  40004: 'invalid media type',
  40005: 'invalid file type',
  40006: 'invalid file size',
  40007: 'invalid media_id',
  40009: 'invalid image size',
  40013: 'invalid appid',
  40014: 'invalid access_token',
  40114: 'invalid index value',
  40125: 'invalid appsecret',
  40243: 'appsecret frozen',
  41001: 'access_token missing',
  41002: 'appid missing',
  41004: 'appsecret missing',
  41005: 'media data missing',
  41039: 'invalid content_source_url',
  42001: 'access_token expired',
  43001: 'require GET method',
  43002: 'require POST method',
  44002: 'empty post data',
  44003: 'empty news data',
  45001: 'media size out of limit',
  45002: 'content size out of limit',
  45003: 'title size out of limit',
  45004: 'description size out of limit',
  45005: 'url size out of limit',
  45008: 'article size out of limit',
  45009: 'reach max api daily quota limit',
  45011: 'api minute-quota reach limit, please retry next minute',
  45110: 'author size out of limit',
  45166: 'invalid content',
  47001: 'data format error',
  47002: 'do not use \\u in the request',
  48001: 'api unauthorized',
  48006: 'forbid to clear quota because of reaching the limit',
  50002: 'user limited',
  53503: '该草稿未通过发布检查',
  53504: '需前往公众平台官网使用草稿',
  53505: '请手动保存成功后再发表',
  53600: 'Article ID 无效',
  88000: 'without comment privilege',
};

/** An answer with an error code, as the platform words it. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(
    readonly code: number,
    private readonly text = texts[code] ?? 'error',
  ) {
    super(`${String(code)} ${text}`);
  }

  body(now: number): { errcode: number; errmsg: string } {
    return { errcode: this.code, errmsg: `${this.text} rid: ${newRid(now)}` };
  }
}

/** The first group is the time in seconds, in hex (section 0.2). */
function newRid(now: number): string {
  const hex = '0123456789abcdef';
  return `${Math.floor(now / 1_000).toString(16)}-${randomText(8, hex)}-${randomText(8, hex)}`;
}

/** The address that is not on the list, as today's answers write it. */
export const addressRefused = (address: string): Refusal =>
  new Refusal(40164, `invalid ip ${address} ipv6 ::ffff:${address}, not in whitelist`);
