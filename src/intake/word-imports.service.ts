import { Injectable } from '@nestjs/common';
import type { ImportedDraft } from '../contract/api.js';
import type { Caller } from '../identity/index.js';
import { Blobs } from './blobs/blobs.service.js';
import type { Upload } from './blobs/upload.js';
import { Drafts } from './drafts.service.js';

/** Turns an office's Word files into drafts. */
@Injectable()
export class WordImports {
  constructor(
    private readonly drafts: Drafts,
    private readonly blobs: Blobs,
  ) {}

  /**
   * A new draft from a .docx, and a note for everything that was dropped, changed or guessed. The file itself is kept
   * as a blob and named in the ledger. @throws HubError with `facts.reason` for a file that cannot be read
   */
  async import(caller: Caller, { name, content }: Upload): Promise<ImportedDraft> {
    // What reads Word is large, and a start of the hub should not wait for it.
    const { importWord } = await import('./word/import.js');
    const keep = (pictureName: string, bytes: Uint8Array) =>
      this.blobs.keep(caller.officeId, pictureName, bytes);
    const { title, body, docNo, indexNo, issuer, category, metadata, notes } = await importWord(
      content,
      name,
      keep,
    );
    const { hash, size } = await keep(name, content);
    const announcement = await this.drafts.create(
      caller,
      { title, body, docNo, indexNo, issuer: issuer ?? '', category: category ?? '', metadata },
      { hash, size },
    );
    return { announcement, notes: notes.list() };
  }
}
