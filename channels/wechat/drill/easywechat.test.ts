import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { FormData, OfficialAccount } from 'node-easywechat';
import sharp from 'sharp';
import { z } from 'zod';
import { openDrill, type Drill } from './server.js';

const Answer = z.looseObject({
  url: z.string().optional(),
  media_id: z.string().optional(),
  publish_id: z.number().optional(),
  article_id: z.string().optional(),
  article_detail: z.looseObject({ item: z.array(z.object({ article_url: z.string() })) }).optional(),
  news_item: z.array(z.looseObject({ content: z.string(), is_deleted: z.boolean().optional() })).optional(),
});

let folder: string;
let drill: Drill;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongbo-easywechat-'));
  drill = await openDrill({ dataDir: folder });
});
afterEach(async () => {
  await drill.close();
  await rm(folder, { recursive: true, force: true });
});

const account = () => {
  const { appId, appSecret, token, encodingAESKey } = drill.account;
  return new OfficialAccount({
    app_id: appId,
    secret: appSecret,
    token,
    aes_key: encodingAESKey,
    use_stable_access_token: true,
    http: { baseURL: `${drill.url}/` },
    file_cache: { path: join(folder, 'cache/'), dirMode: 0o777, fileMode: 0o666, ext: '.cache' },
  });
};

/** The SDK of somebody else, as its users call it: nothing here is made for the drill. */
test('node-easywechat gets a token, uploads, drafts, publishes, reads back and deletes', async () => {
  const client = account().getClient();
  const post = async (path: string, data: object) =>
    Answer.parse((await client.postJson(path, data)).toObject());
  const upload = async (path: string, params: object) => {
    const form = new FormData();
    form.append('media', picture, 'picture.jpg');
    return Answer.parse((await client.post(path, { data: form, params })).toObject());
  };
  const colour = { r: 30, g: 107, b: 92 };
  const picture = await sharp({ create: { width: 900, height: 383, channels: 3, background: colour } })
    .jpeg()
    .toBuffer();

  const { url } = await upload('cgi-bin/media/uploadimg', {});
  expect(url).toMatch(/\/mmbiz\//);
  const { media_id: cover } = await upload('cgi-bin/material/add_material', { type: 'image' });

  const content = `<p>正文</p><p><img src="${String(url)}"></p><img src="https://elsewhere.example/x.png"><script>1</script>`;
  const article = { title: '标题', author: '作者', digest: '摘要', content, thumb_media_id: cover };
  const { media_id: draft } = await post('cgi-bin/draft/add', {
    articles: [{ ...article, content_source_url: 'https://gov.example/n/a1?v=1' }],
  });
  const read = await post('cgi-bin/draft/get', { media_id: draft });
  expect(read.news_item?.[0]?.content).toBe(`<p>正文</p><p><img src="${String(url)}"></p>`);

  const submitted = await post('cgi-bin/freepublish/submit', { media_id: draft });
  expect(submitted).toMatchObject({ errcode: 0, publish_id: expect.any(Number) });
  const asked = { publish_id: submitted.publish_id };
  expect(await post('cgi-bin/freepublish/get', asked)).toMatchObject({ publish_status: 1 });
  await drill.finish();
  const outcome = await post('cgi-bin/freepublish/get', asked);
  expect(outcome).toMatchObject({ publish_status: 0, article_detail: { count: 1 } });

  const byId = { article_id: outcome.article_id };
  const published = await post('cgi-bin/freepublish/getarticle', byId);
  expect(published.news_item?.[0]).toMatchObject({ title: '标题', is_deleted: false });
  const page = await fetch(outcome.article_detail?.item[0]?.article_url ?? '');
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('演练')]);

  expect(await post('cgi-bin/freepublish/delete', byId)).toMatchObject({ errcode: 0 });
  const after = await post('cgi-bin/freepublish/getarticle', byId);
  expect(after.news_item?.[0]?.is_deleted).toBe(true);
  expect(await post('cgi-bin/freepublish/batchget', { offset: 0, count: 20 })).toMatchObject({
    total_count: 0,
  });
});

test('its encryptor reads what the drill calls back with', async () => {
  const { encrypt } = await import('../crypto.js');
  const { appId, encodingAESKey } = drill.account;
  const message = '<xml><Event><![CDATA[PUBLISHJOBFINISH]]></Event></xml>';
  const sealed = encrypt(message, encodingAESKey, appId);
  const encryptor = account().getEncryptor();
  const timestamp = '1714112445';
  const { signatureOf } = await import('../crypto.js');
  const signature = signatureOf(drill.account.token, timestamp, 'nonce', sealed);
  expect(encryptor.decrypt(sealed, signature, 'nonce', Number(timestamp))).toBe(message);
});
