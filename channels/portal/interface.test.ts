import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { channel } from './channel.js';
import { publishPasted } from './drill/site.js';
import { Journey } from './fixtures/fake.js';
import { freshStamp, headerNames, requestText, signatureOf } from './signature.js';

let journey: Journey;
beforeEach(async () => {
  journey = await Journey.start('city-news');
});
afterEach(() => journey.end());

async function failure(promise: Promise<unknown>) {
  const error: unknown = await promise.then(
    () => new Error('it did not fail'),
    (thrown: unknown) => thrown,
  );
  return channel.classify(error);
}
const submitted = () => Object.keys(journey.portal.state.entries).length;
const publicArticles = () => journey.portal.state.articles.filter(({ state }) => state === 'public').length;

describe('submission', () => {
  test('is pending until the editor adopts it and the page is the approved one', async () => {
    expect(await journey.deliver()).toMatchObject({ state: 'pending', ref: journey.item.key });
    expect(await journey.look()).toMatchObject({ is: 'pending' });
    await journey.portal.adopt(journey.item.key);
    const seen = await journey.look();
    expect(seen).toMatchObject({
      is: 'live',
      receipt: { state: 'done', url: `${journey.portal.origin}/art/2026/11/23/art_1001.html` },
    });
  });

  test('returned by the editor fails with the editor’s words', async () => {
    await journey.deliver();
    await journey.portal.giveBack(journey.item.key, '请补充政策依据');
    expect(await journey.look()).toEqual({ is: 'failed', reason: '演练门户退回：请补充政策依据' });
  });

  test('answered by an error page with status 200 is unknown, and proven absent by asking', async () => {
    await journey.portal.behave({ answer: 'error-page' });
    const { verdict, words } = await failure(journey.deliver());
    expect(verdict).toBe('unknown');
    expect(words?.zh).toContain('系统繁忙');
    expect(await journey.look()).toEqual({ is: 'absent' });
  });

  test.each(['error-page-after-taking', 'lose-after-taking'] as const)(
    '%s: it is found by asking, and submitting again does not double it',
    async (answer) => {
      await journey.portal.behave({ answer });
      expect((await failure(journey.deliver())).verdict).toBe('unknown');
      expect(await journey.look()).toMatchObject({ is: 'pending' });
      await journey.portal.behave({ answer: 'normal' });
      await journey.deliver();
      await journey.portal.adopt(journey.item.key);
      expect({ submitted: submitted(), articles: publicArticles() }).toEqual({ submitted: 1, articles: 1 });
    },
  );

  test('while the portal is busy: known not sent, until the time that it names', async () => {
    await journey.portal.behave({ answer: 'busy' });
    const { verdict, notBefore } = await failure(journey.deliver());
    expect(verdict).toBe('retry');
    const wait = (notBefore?.getTime() ?? 0) - Date.now();
    expect(wait).toBeGreaterThan(20_000);
    expect(wait).toBeLessThan(31_000);
  });

  test('with a wrong key needs a person, and says what to check', async () => {
    journey.settings = { ...journey.settings, key: 'a-wrong-key-of-some-length' };
    const { verdict, words } = await failure(journey.deliver());
    expect(verdict).toBe('reauth');
    expect(words?.zh).toContain('签名密钥');
  });

  test('with a clock that is wrong needs a person too', async () => {
    const real = journey.now;
    journey.clock.at = () => real;
    journey.now = new Date(real.getTime() + 600_000);
    const { verdict, words } = await failure(journey.deliver());
    expect(verdict).toBe('reauth');
    expect(words?.zh).toContain('时钟');
  });

  test('to an address that knows no interface is unknown, and so is the look: nothing is proven', async () => {
    journey.settings = { ...journey.settings, submitUrl: `${journey.portal.origin}/nowhere` };
    expect((await failure(journey.deliver())).verdict).toBe('retry');
    expect((await failure(journey.look())).verdict).toBe('unknown');
  });

  test('other content under the same id is refused for good', async () => {
    await journey.deliver();
    Object.assign(journey.item, { renditionHash: `sha256:${'1'.repeat(64)}` });
    expect((await failure(journey.deliver())).verdict).toBe('reject');
  });
});

describe('a page that is not what was approved', () => {
  test('keeps it pending, with words for a person, until it is corrected', async () => {
    await journey.deliver();
    await journey.portal.adopt(journey.item.key);
    const [article] = journey.portal.state.articles;
    if (!article) throw new Error('nothing was published');
    article.html = article.html.replace('11月30日', '11月13日');
    const seen = await journey.look();
    expect(seen).toMatchObject({ is: 'pending', person: { kind: 'portal_page_differs' } });
    expect(JSON.stringify(seen)).toContain('涉及数字或否定词');
    article.html = article.html.replace('11月13日', '11月30日');
    expect(await journey.look()).toMatchObject({ is: 'live' });
  });

  test('is not even opened outside the portal’s origins', async () => {
    await journey.deliver();
    await journey.portal.adopt(journey.item.key);
    const status = journey.portal.entry(journey.item.key)?.status;
    if (status) status.url = `${journey.drill.portal('integrity').origin}/`;
    const seen = await journey.look();
    expect(seen).toMatchObject({ is: 'pending', person: { kind: 'portal_page_differs' } });
    expect(JSON.stringify(seen)).toContain('不是这个门户的网址');
  });

  test('may stand at an address that a person knows better', async () => {
    await journey.deliver();
    await journey.portal.adopt(journey.item.key);
    await journey.portal.removeArticle(1001);
    const { title, html } = journey.rendition.document;
    const moved = await publishPasted(journey.portal, { title, html, source: '' });
    expect(await journey.look()).toMatchObject({ is: 'pending', person: { kind: 'portal_page_differs' } });
    journey.says({ url: journey.portal.address(moved) });
    expect(await journey.look()).toMatchObject({ is: 'live' });
  });
});

describe('recall', () => {
  test('is a request, with a person until the page is gone, and then done', async () => {
    await journey.deliver();
    await journey.portal.adopt(journey.item.key);
    expect(await journey.look('recall')).toMatchObject({ is: 'live' });
    await journey.recall();
    expect(await journey.look('recall')).toMatchObject({ is: 'pending', person: { kind: 'portal_recall' } });
    await journey.portal.withdraw(journey.item.key);
    expect(await journey.look('recall')).toEqual({ is: 'gone' });
  });

  test('is not done while the page still stands, whatever the portal says', async () => {
    await journey.deliver();
    await journey.portal.adopt(journey.item.key);
    await journey.recall();
    await journey.portal.withdraw(journey.item.key);
    const [article] = journey.portal.state.articles;
    if (article) article.state = 'public';
    expect(await journey.look('recall')).toMatchObject({ is: 'pending', person: { kind: 'portal_recall' } });
  });

  test('of what is not public yet keeps it from coming out', async () => {
    await journey.deliver();
    await journey.recall();
    expect(await journey.look('recall')).toEqual({ is: 'gone' });
    await journey.portal.adopt(journey.item.key);
    expect(publicArticles()).toBe(0);
  });

  test('that overtakes its submission makes the late submission void', async () => {
    await journey.recall();
    expect(await journey.look('recall')).toEqual({ is: 'gone' });
    await journey.deliver();
    expect(await journey.look()).toEqual({ is: 'gone' });
    expect(publicArticles()).toBe(0);
  });
});

describe('what is live', () => {
  beforeEach(async () => {
    await journey.deliver();
    await journey.portal.adopt(journey.item.key);
    const seen = await journey.look();
    if (seen.is === 'live') journey.receipt = seen.receipt;
  });

  test('stays live without asking the interface', async () => {
    journey.settings = { ...journey.settings, submitUrl: `${journey.portal.origin}/nowhere` };
    expect(await journey.look()).toMatchObject({ is: 'live' });
  });

  test('is unknown, never pending, when its page has changed; gone when the portal took it down', async () => {
    const [article] = journey.portal.state.articles;
    if (article) article.title = '别的标题';
    expect(await journey.look()).toMatchObject({ is: 'unknown' });
    await journey.portal.withdraw(journey.item.key);
    expect(await journey.look()).toEqual({ is: 'gone' });
  });
});

test('what the portal has taken stays pending while it cannot be asked; a person is told after five minutes', async () => {
  await journey.deliver();
  const { settings } = journey;
  const silent = { ...settings, submitUrl: `${journey.portal.origin}/nowhere` };
  const lookAfter = (minutes: number) => {
    journey.now = new Date(journey.now.getTime() + minutes * 60_000);
    return journey.look();
  };
  journey.settings = silent;
  expect(await lookAfter(0)).toMatchObject({ is: 'pending', person: undefined });
  expect(await lookAfter(4)).toMatchObject({ is: 'pending', person: undefined });
  expect(await lookAfter(1)).toMatchObject({ is: 'pending', person: { kind: 'portal_unreachable' } });
  // An answer ends the silence; one that nobody asked about for long is not added up.
  journey.settings = settings;
  expect(await lookAfter(1)).not.toHaveProperty('person');
  journey.settings = silent;
  expect(await lookAfter(1)).toMatchObject({ person: undefined });
  expect(await lookAfter(30)).toMatchObject({ person: undefined });
});

test('the drill refuses a replay, also after a restart, and keeps what it took', async () => {
  await journey.deliver();
  const { key = '', keyId = '', submitUrl = '' } = journey.settings;
  const url = new URL(`${submitUrl}/${journey.item.key}`);
  const stamp = freshStamp(journey.now);
  const signature = signatureOf(key, requestText('GET', url.pathname, stamp, ''));
  const headers = {
    [headerNames.key]: keyId,
    [headerNames.time]: stamp.time,
    [headerNames.nonce]: stamp.nonce,
    [headerNames.signature]: signature,
  };
  expect((await fetch(url, { headers })).status).toBe(200);
  expect((await fetch(url, { headers })).status).toBe(409);
  await journey.restartDrill();
  expect((await fetch(url, { headers })).status).toBe(409);
  expect(await journey.look()).toMatchObject({ is: 'pending' });
});
