import type { Article, Client, Page } from './client.js';
import type { WechatDocument } from './document.js';
import { isCode, WechatError } from './errors.js';

/** As many as the platform lists at once. */
export const PAGE = 20;
/** More pages than an office's draft box fills. Beyond, a person has to look. */
const MAX_PAGES = 40;

type Item = Page['item'][number];

/** Whether an article on the platform is this document's. Its text may read otherwise there, so that is not compared. */
export const isMarked = (article: Article, { source }: WechatDocument): boolean =>
  article.content_source_url.trim() === source;

/**
 * The draft that carries the document's marker, found by reading the box to its end: its order is not promised.
 * @throws WechatError `unknown` when the box is too long to be read
 */
export async function findDraft(client: Client, document: WechatDocument): Promise<string | undefined> {
  const found = await find((offset) => client.drafts(offset, PAGE), document);
  return found?.media_id;
}

/** The publication that carries the document's marker. @throws WechatError as `findDraft` */
export async function findArticle(client: Client, document: WechatDocument): Promise<string | undefined> {
  const found = await find((offset) => client.articles(offset, PAGE), document);
  return found?.article_id;
}

async function find(
  list: (offset: number) => Promise<Page>,
  document: WechatDocument,
): Promise<Item | undefined> {
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const { item: items, total_count: total } = await list(page * PAGE);
    const found = items.find(({ content }) =>
      content.news_item.some((article) => article.is_deleted !== true && isMarked(article, document)),
    );
    if (found || items.length === 0 || (page + 1) * PAGE >= total) return found;
  }
  throw new WechatError('the list is too long to be searched', {
    verdict: 'unknown',
    words: {
      zh: `公众平台中的条目超过 ${String(PAGE * MAX_PAGES)} 条，无法确认这篇文章是否已在其中，请人工核对。`,
      en: `The platform lists more than ${String(PAGE * MAX_PAGES)} items; look for the article by hand.`,
    },
  });
}

/** Whether the draft is still in the box. */
export async function hasDraft(client: Client, mediaId: string): Promise<boolean> {
  try {
    await client.draft(mediaId);
    return true;
  } catch (error) {
    if (isCode(error, 40007)) return false;
    throw error;
  }
}
