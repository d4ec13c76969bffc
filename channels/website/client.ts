import type { Http, HttpAnswer } from '../../src/contract/channel.js';

const PAGE_TIMEOUT = 10_000;
const PAGE_BYTES = 8 * 1024 * 1024;

/** Looks at the site from outside, past every cache, as the public would. */
export class PublicSite {
  constructor(private readonly http: Http) {}

  page(url: string): Promise<HttpAnswer> {
    const headers = { accept: 'text/html', 'cache-control': 'no-cache' };
    return this.http(url, { headers, timeoutMs: PAGE_TIMEOUT, maxBytes: PAGE_BYTES });
  }

  /** Whether a file is there with this many bytes. A proxy may hide the length; then the status decides. */
  async hasFile(url: string, size: number): Promise<boolean> {
    const answer = await this.file(url);
    const length = answer.headers['content-length'];
    return answer.status === 200 && (length === undefined || Number(length) === size);
  }

  async isFileGone(url: string): Promise<boolean> {
    return [404, 410].includes((await this.file(url)).status);
  }

  private file(url: string): Promise<HttpAnswer> {
    const headers = { 'cache-control': 'no-cache' };
    return this.http(url, { method: 'HEAD', headers, timeoutMs: PAGE_TIMEOUT });
  }
}
