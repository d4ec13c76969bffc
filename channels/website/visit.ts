import type { TargetCtx } from '../../src/contract/channel.js';
import type { Addresses } from './addresses.js';
import type { SiteSettings } from './settings.js';
import type { Site } from './shell.js';

/** What answering a request needs to know of its site. */
export interface Visit {
  ctx: TargetCtx<SiteSettings>;
  addresses: Addresses;
  site: Site;
}
