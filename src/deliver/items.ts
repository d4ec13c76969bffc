import type { Item } from '../contract/channel.js';
import type { Claim } from './claims.js';

type Facts = Pick<
  Claim,
  | 'itemKey'
  | 'announcementId'
  | 'slug'
  | 'versionNumber'
  | 'renditionHash'
  | 'publishAt'
  | 'windowEndsAt'
  | 'priority'
  | 'goneReason'
>;

/** The thing being delivered, as its channel sees it. */
export function itemOf(facts: Facts, publicUrl: string): Item {
  return {
    key: facts.itemKey,
    announcementId: facts.announcementId,
    slug: facts.slug,
    permalink: `${publicUrl}/n/${facts.slug}`,
    versionNumber: facts.versionNumber,
    renditionHash: facts.renditionHash,
    publishAt: facts.publishAt,
    expiresAt: facts.windowEndsAt ?? undefined,
    priority: facts.priority,
    goneReason: facts.goneReason ?? undefined,
  };
}
