import type { AssetRef } from '../../src/contract/values.js';
import { ChannelError } from '../../src/contract/kit/channel-error.js';

const SLUG = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

/** Slugs are made by the hub; anything else is no address of ours. */
export const isSlug = (text: string): boolean => SLUG.test(text);

/** A hash without its algorithm's name. */
export const digits = (hash: string): string => hash.slice(hash.indexOf(':') + 1);

/** The absolute addresses of one target's feeds and pictures. */
export class Addresses {
  /** @throws ChannelError for a target without a public address: nothing could be read or proven there. */
  constructor(private readonly baseUrl: string | undefined) {
    if (baseUrl === undefined)
      throw new ChannelError(
        'no_address',
        'reject',
        'the TV feeds have no public address; set HUB_PUBLIC_URL',
      );
  }

  get home(): string {
    return `${this.baseUrl ?? ''}/`;
  }
  get mediaRss(): string {
    return `${this.home}media.rss`;
  }
  get crawl(): string {
    return `${this.home}crawl.txt`;
  }
  get crawlJson(): string {
    return `${this.home}crawl.json`;
  }
  style(hash: string): string {
    return `${this.home}style-${hash}.css`;
  }
  item(slug: string): string {
    if (!isSlug(slug)) throw new ChannelError('bad_slug', 'reject', `not a slug: ${JSON.stringify(slug)}`);
    return `${this.home}n/${slug}/`;
  }
  /** The notice alone, in the very form in which the feed of all carries it. */
  itemFeed(slug: string): string {
    return `${this.item(slug)}media.rss`;
  }
  picture(slug: string, { hash }: Pick<AssetRef, 'hash'>): string {
    return `${this.item(slug)}p/${digits(hash)}.png`;
  }
}
