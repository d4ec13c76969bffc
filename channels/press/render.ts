import { PUBLISHED_SLOT, type Rendition, type VersionView } from '../../src/contract/channel.js';
import type { AssetRef } from '../../src/contract/values.js';
import { readBody, type Body } from './body.js';
import type { OutletText, PressDocument } from './document.js';
import { linesOf, parseAnswers, PressExtras } from './extras.js';
import { printedLength, sentencesOf } from './sentences.js';
import type { PressSettings } from './settings.js';
import { readingSeconds, speak } from './speak.js';
import { quoted } from './words.js';

/** Control characters but tab and line ends, non-characters, halves of surrogate pairs. */
const UNPRINTABLE = /[^\P{Cc}\t\n\r]|[\ufffe\uffff]|\p{Surrogate}/gu;
/** A lead is read in about fifteen seconds. */
const LEAD_LENGTH = 120;
/** What a notice says to offices, and nobody reads to listeners. */
const OFFICE_REMARK = /^[（(](?:此件|联系|注)[^）)]*[）)]$/u;

/** Freezes a version into the pack for one outlet. Deterministic: no clock, no addresses of ours. */
export function renderPack(
  version: VersionView,
  settings: Pick<PressSettings, 'kind' | 'wordLimit'>,
): Rendition<PressDocument> {
  const extras = readExtras(version.extras);
  const body = readBody(plain(version.body), version.pictures);
  const pictures = captioned(body, version.pictures, linesOf(plain(extras.captions ?? '')));
  const attachments = version.attachments.map(reference);
  const document: PressDocument = {
    format: 'press.v1',
    title: line(version.title),
    outlet: outletText(version, settings, extras, body, pictures),
    paragraphs: body.paragraphs,
    html: body.html,
    pictures,
    attachments,
    answers: parseAnswers(plain(extras.qa ?? '')).pairs,
    ...optional('contact', extras.contact),
    category: line(version.category),
    issuer: line(version.issuer),
    ...optional('docNo', version.docNo),
    ...optional('indexNo', version.indexNo),
    ...optional('expiresAt', version.expiresAt),
    embargo: PUBLISHED_SLOT,
    permalink: version.permalink,
    office: { name: version.office.name, shortName: version.office.shortName },
  };
  const assets = [...pictures.map(({ asset }) => asset), ...attachments];
  return { document, assets: [...new Map(assets.map((asset) => [asset.hash, asset])).values()] };
}

/** What a draft says for the press; what does not fit the schema says nothing. */
export const readExtras = (extras: unknown): PressExtras => PressExtras.safeParse(extras).data ?? {};

/** The paragraphs that a newspaper would print: its short text, or the body's. */
export function newspaperText(extras: PressExtras, body: Pick<Body, 'paragraphs'>): string[] {
  const short = linesOf(plain(extras.short ?? ''));
  return short.length > 0 ? short : body.paragraphs;
}

function outletText(
  { title, issuer }: VersionView,
  { kind, wordLimit }: Pick<PressSettings, 'kind' | 'wordLimit'>,
  extras: PressExtras,
  body: Body,
  pictures: PressDocument['pictures'],
): OutletText {
  switch (kind) {
    case 'newspaper': {
      const paragraphs = newspaperText(extras, body);
      const limit = wordLimit === undefined ? {} : { limit: wordLimit };
      return { kind, paragraphs, characters: printedLength(paragraphs), ...limit };
    }
    case 'radio': {
      const lines = readAloud(line(title), line(issuer), newspaperText(extras, body));
      return { kind, lines, seconds: readingSeconds(lines) };
    }
    case 'tv': {
      const captions = pictures.map(({ caption }, index) => `图${String(index + 1)}：${caption}`);
      return { kind, lead: leadOf(extras, body), captions };
    }
    case 'magazine':
      return { kind, characters: printedLength(body.paragraphs) };
  }
}

/** The script: who says what first, then one sentence a line, everything in words. */
function readAloud(title: string, issuer: string, paragraphs: string[]): string[] {
  const opening = `${issuer}发布${quoted(title)}。`;
  const sentences = paragraphs
    .filter((paragraph) => !OFFICE_REMARK.test(paragraph))
    .flatMap((paragraph) => sentencesOf(paragraph));
  return [opening, ...sentences]
    .map((sentence) => speak(sentence).trim())
    .filter((sentence) => sentence !== '');
}

function leadOf(extras: PressExtras, { paragraphs }: Body): string {
  const own = line(extras.lead ?? '');
  if (own !== '') return own;
  let lead = '';
  for (const sentence of sentencesOf(paragraphs.find((one) => [...one].length > 20) ?? paragraphs[0] ?? '')) {
    if (lead !== '' && [...lead].length + [...sentence].length > LEAD_LENGTH) break;
    lead += sentence;
  }
  return lead;
}

function captioned(body: Body, known: readonly AssetRef[], captions: string[]): PressDocument['pictures'] {
  const ordered = body.pictures.flatMap(({ hash, alt }) => {
    const asset = known.find((one) => one.hash === hash);
    return asset ? [{ asset: reference(asset), alt }] : [];
  });
  return ordered.map(({ asset, alt }, index) => ({
    asset,
    caption: captions[index] ?? (alt === '' ? asset.name.replace(/\.[^.]*$/, '') : line(alt)),
  }));
}

/** Text without the slot's mark and without characters that neither HTML nor mail can carry. */
export const plain = (text: string): string => text.replaceAll(PUBLISHED_SLOT, '').replace(UNPRINTABLE, '');

const line = (text: string): string => plain(text).replace(/\s+/gu, ' ').trim();

function optional<K extends string>(name: K, value: string | undefined): Partial<Record<K, string>> {
  return value === undefined || value.trim() === '' ? {} : ({ [name]: line(value) } as Record<K, string>);
}

/** Only the members that the contract knows, so that a document does not depend on who wrote the reference. */
function reference({ hash, name, mediaType, size, width, height }: AssetRef): AssetRef {
  const pixels = width !== undefined && height !== undefined ? { width, height } : {};
  return { hash, name: line(name), mediaType, size, ...pixels };
}
