import { LRUCache } from 'lru-cache';
import type { Finding } from '../../contract/api.js';
import type { Hash } from '../../contract/values.js';
import type { OfficeRules } from '../screening/screen.js';
import { OFD } from '../blobs/kinds.js';
import type { FixedDocument } from '../fixed/fixed.js';
import { openOfd } from '../fixed/ofd.js';
import { fixedPdf } from '../fixed/pdf.js';
import { cleanAccepting, cleanFile, type Cleaned } from './clean.js';
import { fileFindings, type NamedFile } from './file-findings.js';
import { maskFile } from './mask.js';
import { drawPages } from './pdf-pages.js';
import { readFile, readKeptFile } from './read.js';
import type { Reading } from './reading.js';

/** A file's bytes, and what they were recognised as. */
export interface FileBytes {
  hash: Hash;
  mediaType: string;
  content: Uint8Array;
}

/** What can be asked about a file. */
export type FileTask =
  | { do: 'check'; file: FileBytes }
  | { do: 'fixed'; file: FileBytes }
  | { do: 'pages'; file: FileBytes; box: Parameters<typeof drawPages>[1] }
  | { do: 'screen'; file: FileBytes; named: NamedFile; office: OfficeRules }
  | { do: 'clean'; file: FileBytes }
  | { do: 'accept'; file: FileBytes }
  | { do: 'mask'; file: FileBytes; rule: string; office: OfficeRules };
export interface FileAnswers {
  check: true;
  fixed: FixedDocument;
  pages: Awaited<ReturnType<typeof drawPages>>;
  screen: Finding[];
  clean: Cleaned;
  accept: Cleaned;
  mask: Cleaned;
}

/** Reads, screens and cleans files; what was read last is kept, since a file is screened right after it comes in. */
export class FileReader {
  readonly #readings = new LRUCache<Hash, Reading>({ max: 4 });

  /** @throws HubError with `facts.reason` for what cannot be read, or cannot be cleaned */
  async run(task: FileTask): Promise<FileAnswers[FileTask['do']]> {
    const { mediaType, content } = task.file;
    switch (task.do) {
      case 'check':
        this.#readings.set(task.file.hash, await readFile(mediaType, content));
        return true;
      case 'fixed':
        return mediaType === OFD ? (await openOfd(content)).document : fixedPdf(content);
      case 'pages':
        return drawPages(content, task.box);
      case 'screen':
        return fileFindings(await this.#reading(task.file), task.named, task.office);
      case 'clean':
        return cleanFile(mediaType, content);
      case 'accept':
        return cleanAccepting(mediaType, content);
      case 'mask':
        return maskFile(mediaType, content, task.rule, task.office);
    }
  }

  async #reading({ hash, mediaType, content }: FileBytes): Promise<Reading> {
    const known = this.#readings.get(hash);
    if (known) return known;
    const reading = await readKeptFile(mediaType, content);
    this.#readings.set(hash, reading);
    return reading;
  }
}
