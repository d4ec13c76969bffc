import type { LocalizedText } from '../../src/contract/values.js';
import { classOf, refusedAddress, ridOf, type CodeClass } from './codes.js';

type Words = [zh: string, en: string];

/** What happened and what to do, where the code says more than its class. */
const byCode: Record<number, Words> = {
  40007: ['微信找不到所引用的素材', 'WeChat does not know the material referred to'],
  40013: ['AppID 不对，请核对发布目标的设置', 'The AppID is wrong; check the target’s settings'],
  40125: [
    'AppSecret 不对，请在发布目标设置中填写正确的 AppSecret，然后恢复该目标',
    'The AppSecret is wrong; enter the right one in the target’s settings, then resume the target',
  ],
  40243: [
    'AppSecret 已被冻结，请到公众平台解冻，然后恢复该目标',
    'The AppSecret is frozen; unfreeze it on the platform, then resume the target',
  ],
  45003: ['标题超过微信的长度限制', 'The title is longer than WeChat takes'],
  45004: ['摘要超过微信的长度限制', 'The digest is longer than WeChat takes'],
  45110: ['作者超过微信的长度限制', 'The author is longer than WeChat takes'],
  45002: ['正文超过微信的长度限制', 'The text is longer than WeChat takes'],
  45166: ['微信不接受正文中的内容', 'WeChat refuses something in the text'],
  45009: [
    '今日接口调用次数已用完，明日 0 时继续',
    'Today’s calls are used up; it goes on at midnight (Beijing)',
  ],
  45011: ['调用过于频繁，一分钟后继续', 'Too many calls; it goes on in a minute'],
  45034: [
    '素材库已满，请在公众平台删除不用的图片，然后恢复该目标',
    'The material library is full; delete unused pictures on the platform, then resume the target',
  ],
  48001: [
    '该公众号没有此接口的权限，请到公众平台“接口权限”页面核对（发布接口须为已认证账号）',
    'The account may not use this interface; look at its permissions (publishing needs a verified account)',
  ],
  48004: [
    '接口已被封禁，请登录公众平台查看原因',
    'The interface is banned; sign in to the platform to see why',
  ],
  50002: [
    '账号受限，请登录公众平台查看原因',
    'The account is restricted; sign in to the platform to see why',
  ],
  50007: ['账号已被冻结，请登录公众平台处理', 'The account is frozen; sign in to the platform'],
  53503: ['该草稿未通过微信的发布检查，请修改内容', 'The draft failed WeChat’s check; change its content'],
  53504: [
    '该草稿须到公众平台官网发布，处理后恢复该目标',
    'This draft has to be published on the platform’s site; then resume the target',
  ],
  53505: [
    '请到公众平台手动保存该草稿，然后恢复该目标',
    'Save the draft by hand on the platform, then resume the target',
  ],
  53600: ['微信找不到这篇文章', 'WeChat does not know the article'],
  88000: ['该公众号没有留言功能', 'The account has no comments'],
  89503: [
    '新的服务器地址须由公众号管理员确认，请管理员在微信中确认，然后恢复该目标',
    'The administrator has to confirm the server’s address in WeChat; then resume the target',
  ],
  89506: [
    '管理员拒绝了该服务器地址，24 小时后才能再试',
    'The administrator refused this server’s address; try again after 24 hours',
  ],
  89507: [
    '管理员拒绝了该服务器地址，1 小时后才能再试',
    'The administrator refused this server’s address; try again after an hour',
  ],
};

const byClass: Record<CodeClass, Words> = {
  busy: ['微信系统繁忙', 'WeChat is busy'],
  token: [
    '微信不接受刚取得的凭证，请检查是否有别的系统在使用同一账号，然后恢复该目标',
    'WeChat refuses a token that it has just given; see whether another system uses this account, then resume the target',
  ],
  quota: ['微信接口的调用次数已用完，稍后继续', 'WeChat’s calls are used up; it goes on later'],
  account: [
    '微信拒绝了该公众号的调用，请登录公众平台查看，处理后恢复该目标',
    'WeChat refuses this account; sign in to the platform, then resume the target',
  ],
  input: ['微信不接受这篇文章', 'WeChat does not accept this article'],
  program: ['微信不接受这次调用，请联系技术人员', 'WeChat does not accept the call; ask the technicians'],
  person: ['微信拒绝了这次操作', 'WeChat refused this operation'],
};

/** A sentence for people about an error code, with the code and the request's id at its end. */
export function wordsOf(code: number, errmsg: string, isToken: boolean): LocalizedText {
  const [zh, en] =
    code === 40164 ? addressWords(errmsg) : (byCode[secretCode(code, isToken)] ?? byClass[classOf(code)]);
  const rid = ridOf(errmsg);
  const trace = `${String(code)}${rid === undefined ? '' : `, rid: ${rid}`}`;
  return { zh: `${zh}（微信错误码 ${trace}）。`, en: `${en} (WeChat’s code ${trace}).` };
}

/** At the token's endpoint both codes say that the AppSecret is wrong (section 15, point 18). */
const secretCode = (code: number, isToken: boolean): number => (isToken && code === 40001 ? 40125 : code);

function addressWords(errmsg: string): Words {
  const address = refusedAddress(errmsg);
  const [zh, en] =
    address === undefined ? ['本服务器的出口 IP', 'this server’s public IP'] : [address, address];
  return [
    `请把 ${zh} 加入公众平台“设置与开发 → 基本配置 → IP白名单”，约 5 分钟后恢复该目标`,
    `Add ${en} to the platform’s IP whitelist (basic configuration); resume the target about 5 minutes later`,
  ];
}
