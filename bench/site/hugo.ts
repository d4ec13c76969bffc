import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { categories, slugOf } from './seed.js';
import { article } from './notice.js';

const run = promisify(execFile);

const page = (main: string): string => `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{{ .Title }}_{{ .Site.Title }}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="SiteName" content="{{ .Site.Title }}">
<link rel="stylesheet" href="/style.css"><link rel="alternate" type="application/rss+xml" href="/index.xml"></head>
<body><header><a href="/">{{ .Site.Title }}</a></header><main>${main}</main>
<footer>主办单位 {{ .Site.Title }}</footer></body></html>
`;
const single = page(
  '<article><h1>{{ .Title }}</h1><dl><dt>分类</dt><dd>{{ index .Params.categories 0 }}</dd><dt>发文机关</dt><dd>{{ .Params.issuer }}</dd></dl>' +
    '<time>{{ .Date.Format "2006-01-02 15:04" }}</time>{{ .Content }}</article>',
);
const list = page(
  '<nav><ul>{{ range .Site.Taxonomies.categories.ByCount }}<li><a href="{{ .Page.RelPermalink }}">{{ .Page.Title }} {{ .Count }}</a></li>{{ end }}</ul></nav>' +
    '{{ $pages := .Pages }}{{ if .IsHome }}{{ $pages = .Site.RegularPages }}{{ end }}{{ $part := .Paginate $pages 20 }}<ol>{{ range $part.Pages }}' +
    '<li><a href="{{ .RelPermalink }}">{{ .Title }}</a><time>{{ .Date.Format "2006-01-02" }}</time></li>{{ end }}</ol>{{ $part.TotalPages }}',
);

/** Lets Hugo build a site of the same articles with the same kinds of lists. Seconds of a build, and files it made. */
export async function hugoBuilds(
  notices: number,
  rounds: number,
): Promise<{ seconds: number[]; files: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'tongbo-hugo-'));
  try {
    await prepare(folder, notices);
    const seconds: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      await rm(join(folder, 'public'), { recursive: true, force: true });
      const start = performance.now();
      await run('hugo', ['--quiet', '--source', folder]);
      seconds.push((performance.now() - start) / 1000);
    }
    const made = await readdir(join(folder, 'public'), { recursive: true, withFileTypes: true });
    return { seconds, files: made.filter((entry) => entry.isFile()).length };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function prepare(folder: string, notices: number): Promise<void> {
  const content = join(folder, 'content', 'n');
  await mkdir(content, { recursive: true });
  await mkdir(join(folder, 'layouts', '_default'), { recursive: true });
  await writeFile(
    join(folder, 'config.json'),
    JSON.stringify({
      baseURL: 'http://wanghe.example/',
      title: '望河区城市管理局',
      languageCode: 'zh-CN',
      rssLimit: 50,
      taxonomies: { category: 'categories' },
    }),
  );
  await writeFile(join(folder, 'layouts', '_default', 'single.html'), single);
  await writeFile(join(folder, 'layouts', '_default', 'list.html'), list);
  for (let n = 1; n <= notices; n += 1) {
    const facts = {
      title: `关于市容环境整治的通告（第${String(n)}号）`,
      date: new Date(Date.now() - 3_600_000 - n * 60_000).toISOString(),
      categories: [categories[n % categories.length]],
      issuer: article?.issuer,
    };
    await writeFile(join(content, `${slugOf(n)}.html`), `${JSON.stringify(facts)}\n${article?.body ?? ''}\n`);
  }
}
