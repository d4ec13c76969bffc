import { readFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from '@jest/globals';
import { docxEntries, wordParagraph, zip } from '../support/zip.js';
import { until } from '../support/until.js';
import { Hand } from './support/hand.js';
import { openHouse } from './support/house.js';
import { publish } from './support/member.js';

const house = openHouse();
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hub-e2e-files-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function file(name: string, content: Uint8Array | string): Promise<string> {
  await writeFile(join(folder, name), content);
  return join(folder, name);
}

const announcements = async (): Promise<number> => {
  const { json } = await (await house.hub.as('clerk')).call('GET', '/announcements?limit=1');
  return Number(json['total']);
};

house.test(
  'a file that is damaged, renamed or too large says so on the page, and makes no draft',
  async () => {
    const whole = await readFile('demo/word/03-policy-with-photo.docx');
    const truncated = await file('半截.docx', whole.subarray(0, whole.length / 2));
    const renamed = await file('其实是文本.docx', '这是一段文字，不是 Word 文件。\n'.repeat(50));
    const huge = await file('五十兆.docx', Buffer.concat([whole, Buffer.alloc(50 * 1024 * 1024)]));
    const macros = await file(
      '有宏.docx',
      zip(docxEntries('', [{ name: 'word/vbaProject.bin', content: 'Sub AutoOpen()' }])),
    );
    const before = await announcements();

    const page = await house.pageOf('clerk', '/announcements/new');
    const clerk = new Hand(page);
    const says: [string, RegExp][] = [
      [truncated, /已损坏或不完整.*另存后再试/],
      [renamed, /这个文件不是，只是名字像/],
      [macros, /有宏.*不含宏的 \.docx/],
      [huge, /文件太大/],
    ];
    for (const [path, words] of says) {
      await clerk.pickFile('选择 Word 文件', path);
      await page.getByRole('alert').getByText(words).waitFor();
      expect(new URL(page.url()).pathname).toBe('/announcements/new');
    }

    // Past the page, the hub itself refuses.
    const api = await house.hub.as('clerk');
    expect((await api.upload('/announcements/import', '五十兆.docx', await readFile(huge))).status).toBe(413);
    expect(
      (await api.upload('/announcements/import', '半截.docx', await readFile(truncated))).json['code'],
    ).toBe('invalid_file');
    expect(await announcements()).toBe(before);
  },
  90_000,
);

house.test('a Word file full of scripts becomes a draft of harmless text', async () => {
  const field = (code: string) =>
    `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>${code}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>看附件</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`;
  const content = zip(
    docxEntries(
      [
        wordParagraph('关于测试的通告', { centred: true, size: 22 }),
        wordParagraph('&lt;script&gt;window.pwned = 1&lt;/script&gt;正文第一段，请遵照执行。'),
        wordParagraph('&lt;img src=x onerror="window.pwned = 2"&gt;'),
        '<w:p><w:hyperlink r:id="js"><w:r><w:t>点这里</w:t></w:r></w:hyperlink></w:p>',
        field('HYPERLINK "javascript:window.pwned=3"'),
        field('DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"'),
      ].join(''),
      [],
      '<Relationship Id="js" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="javascript:window.pwned=4" TargetMode="External"/>',
    ),
  );
  const page = await house.pageOf('clerk', '/announcements/new');
  await new Hand(page).pickFile('选择 Word 文件', await file('带脚本.docx', content));
  await page.waitForURL(/\/edit/);
  await page.locator('.ProseMirror', { hasText: '请遵照执行' }).waitFor();
  const traps = page.locator('.ProseMirror').locator('script, img, iframe, [onerror], a[href^="javascript"]');
  expect(await traps.count()).toBe(0);
  expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
  const [, id = ''] = /announcements\/([^/]+)/.exec(page.url()) ?? [];
  const { draft } = await (await house.hub.as('clerk')).detail(id);
  expect(draft.body).not.toMatch(/<script|<img|javascript:/i);
});

house.test('a title of 10,000 characters is refused by the hub, and the editor says what to do', async () => {
  const clerk = await house.hub.as('clerk');
  const before = await announcements();
  const answer = await clerk.call('POST', '/announcements', { title: '长'.repeat(10_000) });
  expect([answer.status, answer.json['code']]).toEqual([400, 'invalid_request']);
  expect(answer.json['errors']).toEqual([expect.objectContaining({ path: 'title' })]);
  expect(await announcements()).toBe(before);

  const { id } = await clerk.draft({ title: '标题', body: '<p>正文。</p>' });
  const page = await house.pageOf('clerk', `/announcements/${id}/edit`);
  await page.getByLabel('标题', { exact: true }).fill('长'.repeat(10_000));
  await page.getByText('内容超出上限，改短后才能保存').waitFor();
  expect(await page.getByRole('button', { name: '送审' }).isDisabled()).toBe(true);
  expect((await clerk.detail(id)).draft.title).toBe('标题');
});

house.test(
  'HTML with handlers, script addresses and foreign pictures runs nowhere and calls nobody',
  async () => {
    const body = [
      '<h2 onclick="window.pwned=1">安全提示</h2><script>window.pwned=2</script>',
      '<p style="background:url(http://tracker.example/a.png)">正文一段。<img src="http://tracker.example/b.png" onerror="window.pwned=3"></p>',
      '<p><a href="javascript:window.pwned=4">链接甲</a><a href="java&#10;script:window.pwned=5">链接乙</a></p>',
      '<svg onload="window.pwned=6"><script>window.pwned=7</script></svg><iframe src="http://tracker.example/"></iframe>',
      '<p>&lt;img src=x onerror=window.pwned=8&gt;</p><style>@import "http://tracker.example/c.css";</style>',
      '<form action="http://tracker.example/"><input autofocus onfocus="window.pwned=9"></form>',
    ].join('');
    const clerk = await house.hub.as('clerk');
    const reviewer = await house.hub.as('reviewer');
    const targetIds = (await clerk.targets()).map((target) => target.id);
    const made = await publish(
      { clerk, reviewer },
      { title: '<b onmouseover="pwned=0">安</b>提示', body, targetIds },
    );
    const live = (await until(
      () => clerk.record(made.id),
      ({ deliveries }) => deliveries.some(({ channel, state }) => channel === 'website' && state === 'live'),
      { withinMs: 20_000 },
    )) as { versions: { id: string }[] };

    const context = await house.context();
    const asked: string[] = [];
    context.on('request', (request) => asked.push(new URL(request.url()).host));
    const reader = await context.newPage();
    await reader.goto(made.permalink);
    expect(await reader.getByRole('heading', { level: 1 }).innerText()).toBe(
      '<b onmouseover="pwned=0">安</b>提示',
    );
    const page = await house.pageOf('reviewer');
    page.on('request', (request) => asked.push(new URL(request.url()).host));
    await page.goto(`${house.hub.origin}/versions/${live.versions[0]?.id ?? ''}`);
    await page.getByRole('heading', { name: '正文与要素' }).waitFor();
    await page.locator('.version-body', { hasText: '正文一段' }).waitFor();

    for (const one of [reader, page]) {
      for (const link of await one.getByText(/^链接[甲乙]$/).all()) await link.click({ force: true });
      for (const frame of one.frames()) {
        expect(await frame.evaluate(() => 'pwned' in window)).toBe(false);
        const traps =
          'script:not([src]), [onclick], [onerror], [onload], [onfocus], form, iframe[src^="http"], a[href^="javascript"]';
        expect(await frame.locator('#body, .version-body, .slide, .prose').locator(traps).count()).toBe(0);
      }
    }
    const own = new URL(house.hub.origin).host;
    expect(asked.filter((host) => host !== own && !host.startsWith('localhost:'))).toEqual([]);
  },
  90_000,
);
