import type { PreviewHtml, Rendition } from '../../src/contract/channel.js';
import type { Hash } from '../../src/contract/values.js';
import { articlePage } from './article-page.js';
import type { SiteDocument } from './document.js';
import { noLinks, pageHtml, type Site } from './shell.js';
import { styleText } from './style.js';

/** The article page as one self-contained file, at the width of an ordinary desktop window. */
export function previewPage(
  { document }: Rendition<SiteDocument>,
  asset: (hash: Hash) => string,
): PreviewHtml {
  const { office } = document;
  const site: Site = {
    settings: { siteName: office.name },
    office,
    links: noLinks,
    style: { text: styleText },
  };
  const files = {
    picture: ({ hash }: { hash: Hash }) => asset(hash),
    attachment: ({ hash }: { hash: Hash }) => asset(hash),
  };
  return {
    html: pageHtml(site, articlePage({ document, files, related: document.related ?? [] }, noLinks)),
    width: 1200,
    height: 1600,
  };
}
