import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Account } from './fixtures/account.js';

let account: Account;
beforeEach(async () => {
  account = await Account.open();
});
afterEach(() => account.close());

const reopened = async (settings: Parameters<typeof Account.open>[0]) => {
  await account.close();
  account = await Account.open(settings);
};

describe('the token', () => {
  test('is fetched once for all, and kept as a secret', async () => {
    const kept: [string, boolean | undefined][] = [];
    const delivery = await account.delivery();
    const { state } = account.harness.targetContext();
    account.harness.outside.context = {
      state: {
        get: (key) => state.get(key),
        set: (key, value, options) => {
          kept.push([key, options?.secret]);
          return state.set(key, value, options);
        },
      },
    };
    await delivery.deliver();
    await (await account.delivery()).deliver();
    expect(account.calls('stable_token')).toBe(1);
    const { appId, appSecret } = account.drill.account;
    expect(kept.filter(([key]) => key.startsWith('token'))).toEqual([[`token:${appId}`, true]]);
    expect(JSON.stringify(kept)).not.toContain(appSecret);
  });

  test('is replaced once when the platform refuses it, and the call goes on', async () => {
    await (await account.delivery()).deliver();
    account.drill.order({ kind: 'revoke', path: 'freepublish/submit' });
    const delivery = await account.delivery();
    await delivery.deliver();
    expect((await delivery.settle()).is).toBe('live');
    expect(account.calls('stable_token')).toBe(2);
    expect(account.articles).toHaveLength(2);
  });

  test('refused for ever stops the target instead of asking without end', async () => {
    await (await account.delivery()).deliver();
    account.drill.order({ kind: 'error', code: 40001, path: 'draft/add', times: -1 });
    const said = await account.failure((await account.delivery()).deliver());
    expect(said.verdict).toBe('reauth');
    expect(account.calls('stable_token')).toBe(2);
  });

  test('is fetched anew five minutes before its end', async () => {
    await (await account.delivery()).deliver();
    account.pass(6_899_000);
    await (await account.delivery()).deliver();
    expect(account.calls('stable_token')).toBe(1);
    account.pass(2_000);
    await (await account.delivery()).deliver();
    expect(account.calls('stable_token')).toBe(2);
  });

  test('a wrong AppSecret needs a person, and is asked for once', async () => {
    await reopened({ appSecret: 'f'.repeat(32) });
    const said = await account.failure((await account.delivery()).deliver());
    expect(said).toMatchObject({ verdict: 'reauth' });
    expect(said.words?.zh).toContain('AppSecret 不对');
    expect(account.calls('stable_token')).toBe(0);
  });

  test('an address that is not on the list is named', async () => {
    account.drill.state.account.ipWhitelist = ['10.1.2.3'];
    const said = await account.failure((await account.delivery()).deliver());
    expect(said.verdict).toBe('reauth');
    expect(said.words?.zh).toContain('请把 127.0.0.1 加入');
  });
});

describe('uploads', () => {
  test('happen once for a picture, over all articles', async () => {
    await account.live();
    await account.live();
    expect(account.drill.state.images).toHaveLength(1);
    expect(account.drill.state.materials).toHaveLength(1);
  });

  test('that fail have sent nothing: a gateway’s page is tried again', async () => {
    account.drill.order({ kind: 'gateway', path: 'uploadimg' });
    const delivery = await account.delivery();
    expect((await account.failure(delivery.deliver())).verdict).toBe('retry');
    await delivery.deliver();
    expect((await delivery.settle()).is).toBe('live');
  });

  test('a cover that is not known yet is waited for, not uploaded again', async () => {
    account.drill.order({ kind: 'delayedMaterial', ms: 8_000 });
    const delivery = await account.delivery();
    const said = await account.failure(delivery.deliver());
    expect([said.verdict, said.words?.zh]).toEqual(['retry', expect.stringContaining('封面')]);
    account.pass(9_000);
    delivery.steps.forgetUnfinished();
    await delivery.deliver();
    expect(account.drill.state.materials).toHaveLength(1);
  });

  test('a cover that somebody deleted goes up again', async () => {
    await account.live();
    account.drill.state.materials = [];
    account.pass(120_000);
    const delivery = await account.delivery();
    expect((await account.failure(delivery.deliver())).verdict).toBe('retry');
    delivery.steps.forgetUnfinished();
    await delivery.deliver();
    expect((await delivery.settle()).is).toBe('live');
  });

  test('a cover that is never known is given up', async () => {
    account.drill.order({ kind: 'error', code: 40007, path: 'draft/add', times: -1 });
    const delivery = await account.delivery();
    const verdicts: string[] = [];
    for (let round = 0; round < 6 && verdicts.at(-1) !== 'reject'; round += 1) {
      verdicts.push((await account.failure(delivery.deliver())).verdict);
      delivery.steps.forgetUnfinished();
    }
    expect(verdicts).toEqual(['retry', 'retry', 'retry', 'retry', 'reject']);
  });
});

describe('an answer that never came', () => {
  test.each(['draft/add', 'freepublish/submit'])(
    'of %s: looked for by its marker, never sent twice',
    async (path) => {
      account.drill.order({ kind: 'lost', path });
      const delivery = await account.delivery();
      expect((await account.failure(delivery.deliver())).verdict).toBe('unknown');
      const seen = await delivery.settleAbsent('publish', { blind: true });
      if (path === 'draft/add') {
        expect(seen.is).toBe('absent');
        delivery.steps.forgetUnfinished();
        await delivery.deliver();
        expect((await delivery.settle()).is).toBe('live');
      } else expect(seen.is).toBe('live');
      expect(account.calls('draft/add')).toBe(1);
      expect(account.calls('freepublish/submit')).toBe(1);
      expect(account.articles).toHaveLength(1);
      expect(account.drill.state.drafts).toEqual([]);
    },
  );

  test('the marker is found behind a full box of other drafts', async () => {
    account.drill.order({ kind: 'lost', path: 'draft/add' });
    const delivery = await account.delivery();
    await account.failure(delivery.deliver());
    const { drafts } = account.drill.state;
    const [own] = drafts;
    if (!own) throw new Error('no draft');
    const others = Array.from({ length: 45 }, (_, index) => ({
      ...own,
      mediaId: `other${String(index)}`,
      articles: own.articles.map((article) => ({ ...article, content_source_url: 'https://else.example/' })),
    }));
    drafts.unshift(...others);
    delivery.steps.forgetUnfinished();
    await delivery.deliver();
    expect(account.calls('draft/add')).toBe(1);
    expect(account.calls('draft/batchget')).toBe(3);
  });

  test('a draft that somebody published by hand is found as what it is', async () => {
    account.drill.order({ kind: 'error', code: -1, path: 'freepublish/submit' });
    const delivery = await account.delivery();
    await account.failure(delivery.deliver());
    const [draft] = account.drill.state.drafts;
    const { postByHand } = await import('./fixtures/by-hand.js');
    await postByHand(account, draft?.mediaId ?? '');
    delivery.steps.forgetUnfinished();
    expect((await account.failure(delivery.deliver())).verdict).toBe('unknown');
    expect((await delivery.settle()).is).toBe('live');
    expect(account.articles).toHaveLength(1);
  });
});

test('an account without comments gets the article without them', async () => {
  account.drill.state.account.commentEnabled = false;
  await account.live({ extras: { needOpenComment: true } });
  expect(account.drill.state.published[0]?.articles[0]?.need_open_comment).toBe(0);
});

test('what was sent is what was approved, with the platform’s addresses', async () => {
  const delivery = await account.live({ extras: { digest: '一句话摘要', author: '法规科' } });
  const article = account.drill.state.published[0]?.articles[0];
  expect(article).toMatchObject({ title: delivery.version.title, digest: '一句话摘要', author: '法规科' });
  expect(article?.content_source_url).toBe(`${delivery.version.permalink}?v=1`);
  expect(article?.content).toContain(`<img src="${account.drill.url}/mmbiz/`);
  expect(article?.content).not.toContain('asset:');
  const page = await fetch(delivery.receipt.state === 'done' ? (delivery.receipt.url ?? '') : '');
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('第十六条')]);
});
