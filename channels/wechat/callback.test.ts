import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { encrypt, signatureOf } from './crypto.js';
import { Account } from './fixtures/account.js';
import { cdata } from './xml.js';

let account: Account;
beforeEach(async () => {
  account = await Account.open({ previousAESKey: 'z'.repeat(43) });
});
afterEach(() => account.close());

const seconds = () => String(Math.floor(account.harness.now.getTime() / 1_000));
const event = (name = 'PUBLISHJOBFINISH', id = '42') =>
  `<xml><ToUserName>${cdata(account.drill.account.ghId)}</ToUserName><FromUserName>${cdata('o1')}</FromUserName><CreateTime>1481013459</CreateTime><MsgType>${cdata('event')}</MsgType><Event>${cdata(name)}</Event><PublishEventInfo><publish_id>${id}</publish_id><publish_status>0</publish_status><article_id>${cdata('ab\nc')}</article_id><article_detail><count>1</count><item><idx>1</idx><article_url>${cdata('https://mp.example/s/1')}</article_url></item></article_detail></PublishEventInfo></xml>`;

interface Change {
  message?: string;
  body?: string;
  key?: string;
  appId?: string;
  ghId?: string;
  timestamp?: string;
  nonce?: string;
  signature?: string;
  query?: Record<string, string | undefined>;
}

/** One call as the platform makes it, but for what is changed. */
function call(change: Change = {}): Promise<Response> {
  const { token, encodingAESKey, appId, ghId } = account.drill.account;
  const { timestamp = seconds(), nonce = 'n1', message = event() } = change;
  const sealed = encrypt(message, change.key ?? encodingAESKey, change.appId ?? appId);
  const query: Record<string, string | undefined> = {
    signature: signatureOf(token, timestamp, nonce),
    timestamp,
    nonce,
    encrypt_type: 'aes',
    msg_signature: change.signature ?? signatureOf(token, timestamp, nonce, sealed),
    ...change.query,
  };
  const url = new URL(`${account.base}/callback`);
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) url.searchParams.set(name, value);
  const envelope = `<xml><ToUserName>${cdata(change.ghId ?? ghId)}</ToUserName><Encrypt>${cdata(sealed)}</Encrypt></xml>`;
  return account.harness.serve(new Request(url, { method: 'POST', body: change.body ?? envelope }));
}
const reports = (ref = '42') => account.harness.targetContext().reports(ref);

async function expectRefused(answer: Promise<Response>, status = 403): Promise<void> {
  expect((await answer).status).toBe(status);
  expect(await reports()).toEqual([]);
}

describe('an outcome', () => {
  test('is kept with what it says, and answered with success', async () => {
    const answer = await call();
    expect([answer.status, await answer.text()]).toEqual([200, 'success']);
    expect((await reports()).map(({ message }) => message)).toEqual([
      {
        event: 'PUBLISHJOBFINISH',
        status: 0,
        articleId: 'abc',
        url: 'https://mp.example/s/1',
        failed: [],
        words: { zh: '微信报告：发布成功', en: 'WeChat says: published' },
      },
    ]);
  });

  test.each(['FREEPUBLISHJOBFINISH', 'PUBLISHJOBFINISH'])('counts under the name %s', async (name) => {
    await call({ message: event(name) });
    expect(await reports()).toHaveLength(1);
  });

  test('as MASSSENDJOBFINISH says only that something happened', async () => {
    const message = `<xml><FromUserName>o1</FromUserName><CreateTime>1</CreateTime><MsgType>event</MsgType><Event>MASSSENDJOBFINISH</Event><MsgID>42</MsgID><Status>send success</Status></xml>`;
    await call({ message });
    expect((await reports())[0]?.message).toMatchObject({ event: 'MASSSENDJOBFINISH', sent: 'send success' });
  });

  test('sent again under a new signature is one report', async () => {
    expect((await call({ nonce: 'n1' })).status).toBe(200);
    expect((await call({ nonce: 'n2' })).status).toBe(200);
    expect(await reports()).toHaveLength(1);
  });

  test('under the previous key counts while the key is being changed', async () => {
    await call({ key: 'z'.repeat(43) });
    expect(await reports()).toHaveLength(1);
  });
});

describe('what is no outcome', () => {
  test('a follower’s message is answered and forgotten', async () => {
    const message =
      '<xml><FromUserName>o1</FromUserName><CreateTime>1</CreateTime><MsgType>text</MsgType><Content>你好</Content><MsgId>42</MsgId></xml>';
    expect((await call({ message })).status).toBe(200);
    expect(await reports()).toEqual([]);
  });

  test('a replay is answered and does nothing', async () => {
    const waked: string[] = [];
    account.harness.outside.context = {
      wake: (ref) => {
        waked.push(ref);
        return Promise.resolve(true);
      },
    };
    const { token, encodingAESKey, appId } = account.drill.account;
    const sealed = encrypt(event(), encodingAESKey, appId);
    const body = `<xml><Encrypt>${cdata(sealed)}</Encrypt></xml>`;
    const change = { body, signature: signatureOf(token, seconds(), 'n1', sealed) };
    const answers = [await call(change), await call(change)];
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(waked).toEqual(['42']);
  });

  test('an old one is refused, replayed or not', async () => {
    await expectRefused(call({ timestamp: String(Number(seconds()) - 301) }));
    await expectRefused(call({ timestamp: String(Number(seconds()) + 301) }));
    expect((await call({ timestamp: String(Number(seconds()) - 299) })).status).toBe(200);
  });

  test('unsigned, or signed by somebody else', async () => {
    await expectRefused(call({ query: { msg_signature: undefined } }));
    await expectRefused(call({ signature: 'a'.repeat(40) }));
    const { token } = account.drill.account;
    await expectRefused(call({ signature: signatureOf(token, seconds(), 'n1') }));
    await expectRefused(call({ query: { timestamp: undefined } }));
  });

  test('plain, where safe mode is set', async () => {
    await expectRefused(
      call({ body: event(), query: { encrypt_type: undefined, msg_signature: undefined } }),
    );
    await expectRefused(call({ query: { encrypt_type: 'raw' } }));
    await expectRefused(call({ body: event() }));
  });

  test('not XML, or XML that declares things', async () => {
    await expectRefused(call({ body: '{"Encrypt":"x"}' }));
    await expectRefused(call({ body: '<!DOCTYPE xml><xml><Encrypt>x</Encrypt></xml>' }));
    await expectRefused(call({ message: '{"Event":"PUBLISHJOBFINISH"}' }));
    await expectRefused(call({ message: `<!DOCTYPE xml [<!ENTITY a "b">]>${event()}` }));
  });

  test('for another account', async () => {
    await expectRefused(call({ appId: 'wx0000000000000000' }));
    await expectRefused(call({ ghId: 'gh_000000000000' }));
    await expectRefused(call({ key: 'y'.repeat(43) }));
  });

  test('larger than any callback', async () => {
    await expectRefused(call({ body: `<xml>${' '.repeat(65 * 1024)}</xml>` }), 413);
  });

  test('elsewhere, or otherwise asked', async () => {
    const ask = (path: string, method: string) =>
      account.harness.serve(new Request(account.base + path, { method }));
    expect((await ask('/', 'GET')).status).toBe(404);
    expect((await ask('/callback/more', 'POST')).status).toBe(404);
    expect((await ask('/callback', 'DELETE')).status).toBe(405);
  });
});

describe('the platform’s check of the address', () => {
  function greet(change: Record<string, string> = {}): Promise<Response> {
    const { token } = account.drill.account;
    const timestamp = seconds();
    const signature = signatureOf(token, timestamp, 'n1');
    const query = { signature, timestamp, nonce: 'n1', echostr: '4375120948345356249', ...change };
    const url = `${account.base}/callback?${new URLSearchParams(query).toString()}`;
    return account.harness.serve(new Request(url));
  }

  test('gets its word back, byte for byte', async () => {
    const answer = await greet();
    expect([answer.status, await answer.text()]).toEqual([200, '4375120948345356249']);
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  });

  test('gets nothing with a wrong signature, a wrong time or markup', async () => {
    for (const change of [
      { signature: 'a'.repeat(40) },
      { timestamp: '1' },
      { echostr: '' },
      { echostr: 'a b' },
      { echostr: 'a'.repeat(257) },
    ] as Record<string, string>[])
      expect((await greet(change)).status).toBe(403);
  });
});

describe('the drill’s own callbacks', () => {
  test.each(['callbackTwice', 'callbackRenamed', 'callbackLate'] as const)('%s: live, once', async (kind) => {
    account.drill.order({ kind, ms: 20 });
    await account.live();
    expect(account.calls('freepublish/get')).toBe(0);
  });

  test.each(['callbackBadSignature', 'callbackPlain', 'callbackWrongAppId'] as const)(
    '%s is refused, and the next try is taken',
    async (kind) => {
      account.drill.order({ kind });
      await account.live();
      expect(account.drill.callbacks.sent.map(({ answer }) => answer)).toEqual(['200', '403']);
    },
  );
});
