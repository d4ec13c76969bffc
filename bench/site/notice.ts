import { readFileSync } from 'node:fs';
import type { Rendition, VersionView } from '../../src/contract/channel.js';
import type { Json } from '../../src/contract/values.js';
import type { PublicSite } from '../../src/platform/web/index.js';
import type { TestOffice } from '../../test/factories/office.js';
import type { TestHub } from '../../test/support/test-hub.js';

const fixture = new URL('../../channels/website/fixtures/versions.json', import.meta.url);

/** What every notice of the benchmark says. */
export const article = (JSON.parse(readFileSync(fixture, 'utf8')) as Record<string, VersionView>)['tonggao'];

/** A hub of its own with one website of so many notices, served over HTTP on loopback. */
export interface BenchSite {
  hub: TestHub;
  pages: PublicSite;
  base: string;
  office: TestOffice;
  target: string;
  rendition: { hash: string; value: Rendition<Json> };
}
