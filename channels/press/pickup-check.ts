import { HttpFailure, type Http, type HttpAnswer } from '../../src/contract/channel.js';
import type { PressDocument } from './document.js';
import { sentencesOf } from './sentences.js';

/** What a reported address shows. `unreachable`: it could not be read, so the person's word stands alone. */
export type Check = 'found' | 'differs' | 'missing' | 'unreachable';

const PAGE = { timeoutMs: 10_000, maxBytes: 5 * 1024 * 1024 };
const REDIRECTS = 3;
/** A sentence this long stands in nobody else's article by chance. */
const TELLING = 18;

/** Reads a reported page and looks for the title, or for a telling sentence, since outlets write their own headlines. */
export async function checkPickup(url: string, document: PressDocument, http: Http): Promise<Check> {
  const answer = await fetchPage(url, http);
  if (!answer) return 'unreachable';
  if (answer.status === 404 || answer.status === 410) return 'missing';
  if (answer.status !== 200) return 'unreachable';
  const page = bare(pageText(answer));
  const wanted = [document.title, ...tellingSentences(document)].map(bare);
  return wanted.some((text) => text !== '' && page.includes(text)) ? 'found' : 'differs';
}

async function fetchPage(url: string, http: Http): Promise<HttpAnswer | undefined> {
  let at = url;
  try {
    for (let hop = 0; hop <= REDIRECTS; hop += 1) {
      const answer = await http(at, { ...PAGE, headers: { accept: 'text/html' } });
      const to = answer.headers['location'];
      if (answer.status < 300 || answer.status > 399 || to === undefined || !URL.canParse(to, at))
        return answer;
      at = new URL(to, at).href;
    }
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error;
  }
  return undefined;
}

function tellingSentences({ outlet, paragraphs }: PressDocument): string[] {
  const own = outlet.kind === 'newspaper' ? outlet.paragraphs : [];
  return [...own, ...paragraphs]
    .flatMap(sentencesOf)
    .filter((sentence) => [...bare(sentence)].length >= TELLING);
}

/** Many outlets' pages are not in UTF-8: the header says so, or the page itself in its first bytes. */
function pageText({ headers, body }: HttpAnswer): string {
  const beginning = new TextDecoder('latin1').decode(body.subarray(0, 2_048));
  const named = /charset\s*=\s*["']?([\w-]+)/i;
  const label = named.exec(headers['content-type'] ?? '')?.[1] ?? named.exec(beginning)?.[1] ?? 'utf-8';
  return decoderFor(label)
    .decode(body)
    .replace(/<(script|style)\b[\s\S]*?<\/\1>/gi, ' ')
    .replace(/<[^>]*>/g, '');
}

function decoderFor(label: string): { decode(bytes: Uint8Array): string } {
  try {
    return new TextDecoder(label);
  } catch {
    // A name that no standard knows: the bytes are read as what most pages are.
    return new TextDecoder();
  }
}

const bare = (text: string): string =>
  text
    .replace(/&(?:nbsp|emsp|ensp|quot|amp|lt|gt|#\d+|ldquo|rdquo|middot);/g, '')
    .replace(/[^\p{L}\p{N}]/gu, '');
