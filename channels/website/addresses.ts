import type { AssetRef } from '../../src/contract/values.js';
import { nameEnding, pictureEnding } from './media.js';

const SLUG = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

/** Slugs are made by the hub; anything else is no address of ours. */
export const isSlug = (text: string): boolean => SLUG.test(text);

/** The addresses of one site below its base. Paths are absolute, so that pages link right wherever they stand. */
export class Addresses {
  /** `/site/<target>`, without a trailing slash. */
  readonly basePath: string;

  constructor(readonly baseUrl: string) {
    this.basePath = new URL(baseUrl).pathname.replace(/\/+$/, '');
  }

  get home(): string {
    return `${this.basePath}/`;
  }
  get feed(): string {
    return `${this.basePath}/feed.xml`;
  }
  /** The feed of a column, or of everything. */
  feedOf(category: string | undefined): string {
    return category === undefined ? this.feed : `${this.list(category)}feed.xml`;
  }
  get rss(): string {
    return `${this.basePath}/rss.xml`;
  }
  /** The site map for people. */
  get map(): string {
    return `${this.basePath}/map/`;
  }
  get sitemap(): string {
    return `${this.basePath}/sitemap.xml`;
  }
  get icon(): string {
    return `${this.basePath}/icon.svg`;
  }
  sitemapPart(part: number): string {
    return `${this.basePath}/sitemap-${String(part)}.xml`;
  }
  style(hash: string): string {
    return `${this.basePath}/style-${hash}.css`;
  }
  /** A list page; `page` counts from 1. */
  list(category: string | undefined, page = 1): string {
    const column = category === undefined ? '' : `c/${encodeURIComponent(category)}/`;
    return `${this.basePath}/${column}${page === 1 ? '' : `p/${String(page)}/`}`;
  }
  article(slug: string): string {
    return `${this.basePath}/n/${slug}/`;
  }
  /** Where the form below a public notice is sent. */
  objection(slug: string): string {
    return `${this.article(slug)}objection`;
  }
  picture(slug: string, { hash, mediaType }: AssetRef): string {
    return `${this.article(slug)}p/${digits(hash)}.${pictureEnding(mediaType)}`;
  }
  attachment(slug: string, { hash, name }: AssetRef): string {
    return `${this.article(slug)}f/${digits(hash)}.${nameEnding(name)}`;
  }
  /** A path as a complete address on the public origin. */
  absolute(path: string): string {
    return new URL(path, this.baseUrl).href;
  }
}

/** A hash without its algorithm's name. */
export const digits = (hash: string): string => hash.slice(hash.indexOf(':') + 1);
