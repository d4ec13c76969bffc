import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { fromHtml } from 'hast-util-from-html';
import { visit } from 'unist-util-visit';
import {
  PUBLISHED_SLOT,
  type Problem,
  type Rendition,
  type VersionView,
} from '../../../src/contract/channel.js';
import { LocalizedText, type Hash, type Json } from '../../../src/contract/values.js';
import { canonicalJson } from '../../../src/platform/hash.js';
import type { Found } from '../support/found.js';
import { Kit } from '../support/kit.js';

const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const assetAddress = (hash: Hash): string => `/asset/${hash.slice(7)}`;

/** Validation, rendition and preview: everything that happens before anything leaves the hub. */
export function renderingSuite(found: Found): void {
  const { channel } = found;
  const settings = channel.settings.parse(found.settings);
  const kit = new Kit(found.assets);
  const render = (version: VersionView) => channel.render(version, settings, kit);

  describe.each(found.versions)('version %s', (name, version) => {
    test('renders the same bytes every time, also from what the database gives back', async () => {
      const first = canonicalJson(await render(version));
      expect(canonicalJson(await render(version))).toBe(first);
      const shuffled = Object.fromEntries(Object.entries(copy(version)).reverse()) as unknown as VersionView;
      expect(canonicalJson(await render(shuffled))).toBe(first);
    });

    test('its rendition is the golden one', async () => {
      const path = join(found.folder, 'fixtures', 'renditions', `${name}.json`);
      const rendition = withoutPixels(await render(version), kit);
      if (process.env.UPDATE_GOLDEN === '1') {
        mkdirSync(join(path, '..'), { recursive: true });
        writeFileSync(path, `${JSON.stringify(rendition, null, 2)}\n`);
      }
      if (!existsSync(path)) throw new Error(`${path} is missing; UPDATE_GOLDEN=1 writes it`);
      expect(rendition).toEqual(JSON.parse(readFileSync(path, 'utf8')));
    });

    test('its rendition is JSON, has the slot at most once and names only known files', async () => {
      const rendition = await render(version);
      expect(copy(rendition)).toEqual(rendition);
      expect(canonicalJson(rendition.document).split(PUBLISHED_SLOT).length - 1).toBeLessThanOrEqual(1);
      const offered = [...version.pictures, ...version.attachments].map(({ hash }) => hash);
      offered.push(...kit.kept.keys());
      for (const { hash } of rendition.assets) expect(offered).toContain(hash);
    });

    test('its preview is one complete page without scripts or anything to load from elsewhere', async () => {
      const rendition = copy(await render(version));
      const page = channel.preview(rendition, assetAddress);
      expect(page.width).toBeGreaterThan(0);
      expect(page.height).toBeGreaterThan(0);
      expect(hazards(page.html, rendition)).toEqual([]);
      expect(channel.preview(rendition, assetAddress)).toEqual(page);
    });

    test('is valid, and validation changes nothing', () => {
      const before = canonicalJson(version);
      const problems = channel.validate(version, settings);
      expect(errorsOf(problems)).toEqual([]);
      expect(channel.validate(version, settings)).toEqual(problems);
      expect(canonicalJson(version)).toBe(before);
    });
  });

  test('a title or a body over the limit is an error that names the field in both languages', () => {
    const [, version] = found.versions[0] ?? [];
    if (!version) throw new Error('no version');
    const { maxTitle, maxBody } = channel.capabilities;
    const long = (length: number) => '字'.repeat(length);
    const problems = (change: Partial<VersionView>) => channel.validate({ ...version, ...change }, settings);
    expect(errorsOf(problems({ title: long(maxTitle + 1) }))).toContain('title');
    expect(errorsOf(problems({ title: long(maxTitle) }))).not.toContain('title');
    expect(errorsOf(problems({ body: `<p>${long(maxBody + 1)}</p>` }))).toContain('body');
    for (const { message } of problems({ title: long(maxTitle + 1) }))
      expect(() => LocalizedText.parse(message)).not.toThrow();
  });

  test('a character outside the basic plane counts as one in a title', () => {
    const [, version] = found.versions[0] ?? [];
    if (!version) throw new Error('no version');
    const title = '\u{2CB3B}'.repeat(channel.capabilities.maxTitle);
    expect(errorsOf(channel.validate({ ...version, title }, settings))).not.toContain('title');
  });
}

/**
 * A drawn picture's bytes may differ between kinds of processors: in golden renditions it stands by its name, kind and
 * size in pixels. That it is drawn the same way twice, and what is in it, is tested elsewhere.
 */
function withoutPixels(rendition: Rendition<Json>, kit: Kit): Json {
  const plain = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(plain);
    if (typeof value !== 'object' || value === null) return value;
    const { hash, size, ...facts } = value;
    const drawn = typeof hash === 'string' && size !== undefined ? kit.kept.get(hash) : undefined;
    if (drawn?.ref.mediaType.startsWith('image/') === true) return { drawn: true, ...facts };
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)]));
  };
  return plain(copy(rendition) as unknown as Json);
}

const errorsOf = (problems: Problem[]): string[] =>
  problems.filter(({ severity }) => severity === 'error').map(({ field }) => field);

/** Everything in a page that runs, or that loads what the rendition does not list. */
function hazards(html: string, rendition: Rendition<Json>): string[] {
  const found: string[] = [];
  const allowed = new Set(rendition.assets.map(({ hash }) => assetAddress(hash)));
  const tags = new Set<string>();
  if (!/^<!doctype html>/i.test(html)) found.push('no doctype');
  visit(fromHtml(html), 'element', (node) => {
    tags.add(node.tagName);
    if (['script', 'iframe', 'object', 'embed', 'base', 'form', 'link'].includes(node.tagName))
      found.push(`<${node.tagName}>`);
    for (const [name, value] of Object.entries(node.properties)) {
      const text = String(value);
      if (/^on/i.test(name)) found.push(`${node.tagName} ${name}`);
      if (/^\s*javascript:/i.test(text)) found.push(`${node.tagName} ${name}=${text}`);
      const loads = ['src', 'srcSet', 'poster', 'data'].includes(name);
      if (loads && !allowed.has(text) && !text.startsWith('data:image/'))
        found.push(`${node.tagName} ${name}=${text}`);
    }
  });
  if (/@import|url\(\s*['"]?(?!data:)/i.test(html)) found.push('a style loads from elsewhere');
  for (const tag of ['html', 'head', 'title', 'body']) if (!tags.has(tag)) found.push(`no <${tag}>`);
  return found;
}
