import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Account } from './fixtures/account.js';

let account: Account;
beforeEach(async () => {
  account = await Account.open();
});
afterEach(() => account.close());
const reopened = async (quotas: Record<string, number>) => {
  await account.close();
  account = await Account.open({ quotas });
};
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('the outcome', () => {
  test('comes by callback, without a question', async () => {
    await account.live();
    expect(account.calls('freepublish/get')).toBe(0);
    expect(account.calls('getarticle')).toBe(1);
  });

  test('is asked for a few times when no callback comes: after 30 s, 2 min, 10 min, 1 h, 6 h', async () => {
    const delivery = await account.delivery();
    const receipt = await delivery.deliver();
    const start = account.harness.now.getTime();
    expect(receipt).toMatchObject({ state: 'pending', again: new Date(start + 30_000) });
    const waits: number[] = [];
    for (let again: Date | undefined = new Date(start + 30_000); again && waits.length < 5;) {
      waits.push((again.getTime() - start) / 1_000);
      account.harness.now = again;
      const seen = await delivery.verify();
      again = seen.is === 'pending' ? seen.again : undefined;
      // Looking once more in between asks nothing.
      await delivery.verify();
    }
    expect(waits).toEqual([30, 120, 600, 3_600, 21_600]);
    expect(account.calls('freepublish/get')).toBe(5);
    account.drill.order({ kind: 'callbackNever' });
    await account.drill.finish();
    account.pass(DAY);
    expect((await delivery.verify()).is).toBe('live');
  });

  test('that does not come in two days is a person’s', async () => {
    const delivery = await account.delivery();
    await delivery.deliver();
    account.pass(49 * HOUR);
    expect(await delivery.verify()).toMatchObject({
      is: 'unknown',
      reason: expect.stringContaining('两天'),
    });
  });

  test.each([
    [2, '原创声明失败（第 1 篇）'],
    [3, '发布失败'],
    [4, '平台审核不通过（第 1 篇）'],
  ])('status %d is a refusal in words', async (status, words) => {
    account.drill.order({ kind: 'audit', status });
    const delivery = await account.delivery();
    await delivery.deliver();
    expect(await delivery.settle()).toEqual({ is: 'failed', reason: `微信报告：${words}。` });
    expect(account.articles).toEqual([]);
  });

  test('a refused draft is used again when a person lets it be sent again', async () => {
    account.drill.order({ kind: 'audit', status: 4 });
    const delivery = await account.delivery();
    await delivery.deliver();
    await delivery.settle();
    const again = await account.delivery({ permalink: delivery.version.permalink });
    Object.assign(again.item, { key: delivery.item.key });
    await again.deliver();
    expect((await again.settle()).is).toBe('live');
    expect(account.calls('draft/add')).toBe(1);
  });

  test('banned at once is a refusal; banned later is gone', async () => {
    account.drill.order({ kind: 'audit', status: 6 });
    const delivery = await account.delivery();
    await delivery.deliver();
    expect((await delivery.settle()).is).toBe('failed');
    const other = await account.live();
    for (const published of account.drill.state.published) published.banned = true;
    expect((await other.verify()).is).toBe('gone');
  });

  test('an article that somebody changed is not taken for the approved one', async () => {
    const delivery = await account.live();
    const article = account.drill.state.published[0]?.articles[0];
    if (!article) throw new Error('no article');
    article.title = '别的标题';
    expect((await delivery.verify()).is).toBe('unknown');
  });

  test('ids as text do as well as numbers', async () => {
    account.drill.platform.idsAreText = true;
    await account.live();
  });

  test('a dirty answer is read', async () => {
    account.drill.order({ kind: 'dirty', times: -1 });
    await account.live();
  });
});

describe('quotas', () => {
  test('used up here: the draft waits for the next day, and says so', async () => {
    await reopened({ submit: 1 });
    await account.live();
    const delivery = await account.delivery();
    const said = await account.failure(delivery.deliver());
    expect(said).toMatchObject({
      verdict: 'retry',
      words: { zh: '今日发布次数已用完（每日 1 次），明日 0 时继续。' },
    });
    expect(said.notBefore).toBeInstanceOf(Date);
    account.harness.now = said.notBefore ?? account.harness.now;
    delivery.steps.forgetUnfinished();
    await delivery.deliver();
    expect((await delivery.settle()).is).toBe('live');
    expect(account.drill.state.drafts).toEqual([]);
    expect(account.articles).toHaveLength(2);
  });

  test('used up at the platform: the same, at its midnight', async () => {
    account.drill.state.limits['/cgi-bin/freepublish/submit'] = 0;
    const said = await account.failure((await account.delivery()).deliver());
    expect(said).toMatchObject({ verdict: 'retry', notBefore: new Date('2026-11-23T16:00:00.000Z') });
    expect(said.words?.zh).toContain('明日 0 时继续');
  });

  test('no reading left: the list proves it as well', async () => {
    await reopened({ articleGet: 0 });
    await account.live();
    expect([account.calls('getarticle'), account.calls('freepublish/batchget')]).toEqual([0, 1]);
  });

  test('no looking left: a publication waits for the next day, and nothing live becomes pending', async () => {
    await reopened({ articleGet: 1, publishList: 0 });
    const live = await account.live();
    expect((await live.verify()).is).toBe('unknown');
    const delivery = await account.delivery();
    await delivery.deliver();
    await account.drill.finish();
    expect(await delivery.verify()).toMatchObject({ is: 'pending', again: expect.any(Date) });
  });

  test('a platform that cannot be reached leaves the outcome pending for two days', async () => {
    const delivery = await account.delivery();
    await delivery.deliver();
    account.drill.order({ kind: 'gateway', path: 'freepublish/get', times: -1 });
    account.pass(MINUTE);
    const again = new Date(account.harness.now.getTime() + 5 * MINUTE);
    expect(await delivery.verify()).toEqual({ is: 'pending', again });
    account.pass(48 * HOUR);
    expect((await delivery.verify()).is).toBe('unknown');
  });

  test('no deletion left: a person is asked at once, and the next day goes on by itself', async () => {
    await reopened({ publishDelete: 0 });
    const delivery = await account.live();
    await delivery.recall();
    const seen = await delivery.verify('recall');
    expect(seen).toMatchObject({ is: 'pending', person: { kind: 'wechat_delete_by_hand' } });
    if (seen.is !== 'pending' || !seen.again) throw new Error('no time');
    expect(seen.person?.text.zh).toContain(delivery.version.title);
    account.harness.now = seen.again;
    expect((await delivery.verify('recall')).is).toBe('live');
    for (const { deleted } of account.drill.state.published) deleted.fill(true);
    expect((await delivery.verify('recall')).is).toBe('gone');
  });
});

describe('a recall', () => {
  test('while it is being published waits, and then deletes', async () => {
    const delivery = await account.delivery();
    await delivery.deliver();
    await delivery.recall();
    expect((await delivery.verify('recall')).is).toBe('pending');
    expect((await delivery.settle('recall')).is).toBe('gone');
    expect(account.articles).toEqual([]);
  });

  test('of what is only a draft deletes the draft', async () => {
    account.drill.order({ kind: 'error', code: -1, path: 'freepublish/submit' });
    const delivery = await account.delivery();
    await account.failure(delivery.deliver());
    expect((await delivery.verify('recall', { blind: true })).is).toBe('live');
    await delivery.recall({ blind: true });
    expect(account.drill.state.drafts).toEqual([]);
    expect((await delivery.verify('recall', { blind: true })).is).toBe('absent');
  });

  test('of what somebody deleted by hand costs no deletion', async () => {
    const delivery = await account.live();
    for (const { deleted } of account.drill.state.published) deleted.fill(true);
    await delivery.recall();
    expect((await delivery.verify('recall')).is).toBe('gone');
    expect(account.calls('freepublish/delete')).toBe(0);
  });

  test('leaves the page saying that it was deleted', async () => {
    const delivery = await account.live();
    const url = delivery.receipt.state === 'done' ? (delivery.receipt.url ?? '') : '';
    await delivery.recall();
    expect(await (await fetch(url)).text()).toContain('该内容已被发布者删除');
  });
});
