import type { Callbacks } from './callbacks.js';
import { articlePage, removedPage } from './article-page.js';
import { controlPage } from './control-page.js';
import type { Page } from './control.js';
import { indexPage } from './index-page.js';
import type { Call, Platform } from './platform.js';

/** Pages for people, and the pictures in them. No script runs in any. */
const headers = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; form-action 'self'; frame-src 'self'; frame-ancestors 'self'; base-uri 'none'",
  'x-content-type-options': 'nosniff',
};

export class Pages {
  constructor(
    private readonly platform: Platform,
    private readonly callbacks: Callbacks,
  ) {}

  async answer({ method, path }: Call): Promise<Page> {
    if (method !== 'GET' && method !== 'HEAD') return html(405, '<!doctype html><title>405</title>');
    const [, first = '', name = ''] = path.split('/');
    if (path === '/') return html(200, indexPage(this.platform));
    if (path === '/drill') return html(200, controlPage(this.platform, this.callbacks));
    if (first === 's') return this.#article(name);
    if (first === 'mmbiz') return this.#picture(name);
    if (first === 'cover') return this.#cover(name);
    return notFound();
  }

  #article(name: string): Page {
    const { state } = this.platform.store;
    const published = state.published.find(({ names }) => names.includes(name));
    const index = published?.names.indexOf(name) ?? -1;
    const article = published?.articles[index];
    if (!published || !article) return notFound();
    if (published.banned)
      return html(200, removedPage('此内容因违规无法查看', '由用户投诉并经平台审核，内容涉嫌违反相关规定。'));
    if (published.deleted[index] === true)
      return html(200, removedPage('该内容已被发布者删除', '你可以关注该公众号查看其他内容。'));
    return html(200, articlePage(article, { nickname: state.account.nickname, at: new Date(published.at) }));
  }

  async #cover(name: string): Promise<Page> {
    const { state } = this.platform.store;
    const published = state.published.find(({ names }) => names.includes(name));
    const mediaId = published?.articles[published.names.indexOf(name)]?.thumb_media_id;
    const material = state.materials.find((one) => one.mediaId === mediaId);
    return material ? this.#file(material.file, material.mediaType) : notFound();
  }

  async #picture(name: string): Promise<Page> {
    const { images, materials } = this.platform.store.state;
    const image = [...images, ...materials].find(({ file }) => file === name);
    return image ? this.#file(image.file, image.mediaType) : notFound();
  }

  async #file(name: string, mediaType: string): Promise<Page> {
    const body = await this.platform.store.readFile(name);
    return {
      status: 200,
      headers: { ...headers, 'content-type': mediaType, 'cache-control': 'max-age=3600' },
      body,
    };
  }
}

const html = (status: number, body: string): Page => ({ status, headers, body });
const notFound = (): Page => html(404, removedPage('页面不存在', '这里没有文章。'));
