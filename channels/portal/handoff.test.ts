import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { deliverySuite } from '../../test/conformance/suites/delivery.js';
import { loadChannel } from '../../test/conformance/support/found.js';
import { Handoff } from '../../src/contract/person.js';
import { channel } from './channel.js';
import { publishPasted } from './drill/site.js';
import { Journey } from './fixtures/fake.js';
import { openHandoff } from './fixtures/outside.js';

const found = await loadChannel('portal');

describe('as every channel, with a person who carries it over', () => {
  deliverySuite({ ...found, openOutside: openHandoff });
});

describe('the person’s part', () => {
  let journey: Journey;
  beforeEach(async () => {
    journey = await Journey.start('city-portal');
    await journey.deliver();
  });
  afterEach(() => journey.end());
  const paste = (change: { title?: string; html?: string } = {}) => {
    const { title, html } = journey.rendition.document;
    return publishPasted(journey.portal, { title, html, source: '', ...change });
  };
  const wordsOf = async () => {
    const seen = await journey.look();
    return seen.is === 'pending' ? seen.person?.text.zh : `not pending: ${seen.is}`;
  };

  test('nobody has said where it is: a task that asks for the address', async () => {
    const seen = await journey.look();
    expect(seen).toMatchObject({ is: 'pending', person: { kind: 'portal_handoff' } });
    expect(JSON.stringify(seen)).toContain('"name":"url"');
  });

  test('the address of the approved article makes it live, with that address', async () => {
    const url = journey.portal.address(await paste());
    journey.says({ url: ` ${url}#top ` });
    expect(await journey.look()).toMatchObject({ is: 'live', receipt: { state: 'done', url } });
  });

  test('plain text from the hand-off page is as good', async () => {
    const url = journey.portal.address(await paste({ html: journey.rendition.document.text }));
    journey.says({ url });
    expect((await journey.look()).is).toBe('live');
  });

  test('somebody else’s article is refused with its title, and the right address is taken after that', async () => {
    const other = await paste({
      title: '市政府召开常务会议',
      html: '<p>会议研究了有关工作，听取了汇报。</p>'.repeat(9),
    });
    journey.says({ url: journey.portal.address(other) });
    expect(await wordsOf()).toContain('市政府召开常务会议');
    journey.says({ url: journey.portal.address(await paste()) });
    expect((await journey.look()).is).toBe('live');
  });

  test.each([
    ['an address elsewhere', 'https://www.example.com/a', '不是这个门户的网址'],
    ['an address of this machine', 'http://127.0.0.1:1/', '不是这个门户的网址'],
    ['the cloud’s metadata', 'http://169.254.169.254/latest/', '不是这个门户的网址'],
    ['a name and a password in front', 'http://www@127.0.0.1/', '不带用户名'],
    ['no web address', 'javascript:alert(1)', '只接受'],
    ['no address', '已上线', '不是完整的网址'],
  ])('%s is not opened', async (_what, url, words) => {
    let called = 0;
    const ctx = journey.ctx();
    const counting: typeof ctx.http = (...call) => {
      called += 1;
      return ctx.http(...call);
    };
    journey.says({ url });
    const probe = { op: 'publish', rendition: journey.rendition, key: journey.item.key, steps: {} } as const;
    const seen = await channel.verify(probe, { ...ctx, http: counting });
    expect({ called, is: seen.is }).toEqual({ called: 0, is: 'pending' });
    expect(JSON.stringify(seen)).toContain(words);
  });

  test('a page that does not exist, and one that redirects away from the portal, are told apart', async () => {
    journey.says({ url: `${journey.portal.origin}/art/2026/11/23/art_9.html` });
    expect(await wordsOf()).toContain('页面不存在');
    const server = createServer((_request, response) => {
      response.writeHead(302, { location: 'http://169.254.169.254/latest/' }).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    journey.settings = { ...journey.settings, origins: [origin] };
    journey.says({ url: `${origin}/` });
    const words = await wordsOf();
    await new Promise((resolve) => server.close(resolve));
    // The hub itself refuses this private address, which nobody listed.
    expect(words).toContain('没有连上');
  });

  describe('recall', () => {
    test('of what was never handed in is over', async () => {
      await journey.recall();
      expect(await journey.look('recall')).toEqual({ is: 'gone' });
    });

    test('of what was handed in waits for the editor’s word', async () => {
      journey.says({ handedIn: 'yes' });
      await journey.recall();
      expect(await journey.look('recall')).toMatchObject({ is: 'pending', person: { kind: 'portal_stop' } });
      journey.says({ neverOnline: 'yes' });
      expect(await journey.look('recall')).toEqual({ is: 'gone' });
    });

    test('of what is public stays with a person until the page is gone, also after they asked', async () => {
      const article = await paste();
      journey.says({ url: journey.portal.address(article) });
      const seen = await journey.look();
      if (seen.is === 'live') journey.receipt = seen.receipt;
      await journey.recall();
      expect(await journey.look('recall')).toMatchObject({
        is: 'pending',
        person: { kind: 'portal_recall' },
      });
      journey.says({ asked: 'yes', note: '已电话联系值班岗' });
      const asked = await journey.look('recall');
      expect(JSON.stringify(asked)).toContain('请催办');
      await journey.portal.removeArticle(article.number);
      expect(await journey.look('recall')).toEqual({ is: 'gone' });
    });

    test.each([
      ['a word that it was taken down', '<p>该内容已删除</p>', 'gone'],
      ['a system out of order', '<p>系统维护中</p>', 'pending'],
    ])('a page that now shows %s', async (_what, html, is) => {
      const article = await paste();
      journey.says({ url: journey.portal.address(article) });
      const seen = await journey.look();
      if (seen.is === 'live') journey.receipt = seen.receipt;
      Object.assign(article, { title: '提示', html });
      expect((await journey.look('recall')).is).toBe(is);
    });
  });

  test('a wrong address proves nothing at a recall: the editor has to confirm', async () => {
    const other = await paste({
      title: '市政府召开常务会议',
      html: '<p>会议研究了有关工作，听取了汇报。</p>'.repeat(9),
    });
    for (const url of [journey.portal.address(other), 'https://www.example.com/a']) {
      journey.says({ url });
      expect(await journey.look('recall')).toMatchObject({ is: 'pending', person: { kind: 'portal_stop' } });
    }
    journey.says({ neverOnline: 'yes' });
    expect(await journey.look('recall')).toEqual({ is: 'gone' });
  });

  test('the hand-off has everything to copy and to download, and the steps in order', async () => {
    const { rendition, item, settings } = journey;
    const handoff = Handoff.parse(channel.handoff?.(rendition, item, settings));
    const labels = handoff.parts.map(({ kind, label }) => `${kind} ${label.zh}`);
    expect(labels.slice(0, 3)).toEqual(['text 标题', 'text 信息分类', 'text 发布机构']);
    expect(labels).toEqual(
      expect.arrayContaining(['html 正文（网页格式）', 'text 正文（纯文本）', 'file Word 稿']),
    );
    expect(handoff.checklist[0]?.zh).toContain('/desk');
    expect(handoff.checklist.map(({ zh }) => zh)).toContain('发布时间不早于 2026-11-23 10:30');
  });
});
