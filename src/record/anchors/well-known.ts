import { Inject, Injectable } from '@nestjs/common';
import { canonicalJson, sha256 } from '../../platform/hash.js';
import { SHELF, type Shelf } from '../../platform/storage/shelf.js';
import { TtlCache } from '../../platform/ttl-cache.js';
import { PublicSite } from '../../platform/web/index.js';
import { AnchorBook } from './anchor-book.js';

const PATH = '/.well-known/tongbo-seal.json';

/** How long this process and caches on the way keep an answer, in seconds; together below a minute. */
const OWN_S = 5;
const MAX_AGE_S = 30;

/** The newest anchor on the public origin, for anybody who keeps copies of it elsewhere. */
@Injectable()
export class WellKnownSeal {
  private readonly text: TtlCache<string | undefined>;

  constructor(@Inject(SHELF) shelf: Shelf, site: PublicSite) {
    const book = new AnchorBook(shelf);
    this.text = new TtlCache(async () => {
      const anchor = await book.newest();
      return anchor && canonicalJson(anchor);
    }, OWN_S * 1_000);
    site.at(PATH, (request) => this.answer(request));
  }

  private async answer(request: Request): Promise<Response | undefined> {
    const text = await this.text.get(PATH);
    if (text === undefined) return undefined;
    const etag = `"${sha256(text).slice('sha256:'.length)}"`;
    const headers = {
      etag,
      'cache-control': `public, max-age=${MAX_AGE_S}`,
      'access-control-allow-origin': '*',
    };
    const known = (request.headers.get('if-none-match') ?? '').split(',').map((tag) => tag.trim());
    if (known.includes(etag) || known.includes(`W/${etag}`))
      return new Response(null, { status: 304, headers });
    return new Response(text, { headers: { ...headers, 'content-type': 'application/json; charset=utf-8' } });
  }
}
