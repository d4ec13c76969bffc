import { Injectable } from '@nestjs/common';
import type { ImportedDraft } from '../contract/api.js';
import type { AssetRef } from '../contract/values.js';
import type { Caller } from '../identity/index.js';
import { sha256 } from '../platform/hash.js';
import { Blobs } from './blobs/blobs.service.js';
import { OFD, OLD_WORD, PDF, recognise } from './blobs/kinds.js';
import type { Upload } from './blobs/upload.js';
import { Drafts } from './drafts.service.js';
import { Attachments } from './files/attachments.service.js';
import { FileDesk } from './files/file-desk.js';
import { hasText, unread, type FixedDocument } from './fixed/fixed.js';
import type { NoteKey } from './html/notes.js';
import type { ImportedText } from './word/fields.js';

/** Turns an office's files into drafts. */
@Injectable()
export class Imports {
  constructor(
    private readonly drafts: Drafts,
    private readonly blobs: Blobs,
    private readonly attachments: Attachments,
    private readonly desk: FileDesk,
  ) {}

  /**
   * A new draft from a .docx, a .pdf or an .ofd, and a note for everything that was dropped, changed or guessed. The file
   * itself is kept as a blob and named in the ledger; where it could not be read, or not all of it, it is attached.
   * @throws HubError with `facts.reason` for a file that is damaged, protected or of another kind
   */
  async import(caller: Caller, upload: Upload): Promise<ImportedDraft> {
    const { text, file, attached } = await this.read(caller.officeId, upload);
    const { title, body, docNo, indexNo, issuer, category, metadata, notes } = text;
    const fields = { title, body, docNo, indexNo, issuer: issuer ?? '', category: category ?? '', metadata };
    const announcement = await this.drafts.create(
      caller,
      { ...fields, attachments: attached ? [file] : [] },
      { hash: file.hash, size: file.size },
    );
    return { announcement, notes: notes.list() };
  }

  private async read(officeId: string, upload: Upload): Promise<Import> {
    const kind = await kindOf(upload);
    if (kind === OLD_WORD) return this.readFixed(officeId, upload, unread, 'attachedOld');
    if (kind === undefined) return this.readWord(officeId, upload);
    const { content } = upload;
    const document = await this.desk.ask({
      do: 'fixed',
      file: { hash: sha256(content), mediaType: kind, content },
    });
    return this.readFixed(officeId, upload, document, 'attached');
  }

  private async readWord(officeId: string, { name, content }: Upload): Promise<Import> {
    // What reads Word is large, and a start of the hub should not wait for it.
    const { importWord } = await import('./word/import.js');
    const keep = (pictureName: string, bytes: Uint8Array) => this.blobs.keep(officeId, pictureName, bytes);
    const text = await importWord(content, name, keep);
    return { text, file: await keep(name, content), attached: false };
  }

  private async readFixed(
    officeId: string,
    upload: Upload,
    document: FixedDocument,
    whenSilent: NoteKey,
  ): Promise<Import> {
    const { importFixed } = await import('./fixed/import.js');
    const text = importFixed(document, upload.name);
    const silent = document.pages.filter((page) => !hasText(page)).length;
    const isSilent = silent === document.pages.length;
    if (isSilent) text.notes.add(whenSilent);
    else text.notes.add('silentPages', silent);
    const attached = isSilent || silent > 0;
    const file = attached
      ? await this.attachments.receive(officeId, upload)
      : await this.blobs.keep(officeId, upload.name, upload.content);
    return { text, file, attached };
  }
}

interface Import {
  text: ImportedText;
  file: AssetRef;
  attached: boolean;
}

/** The kind of a file that is not read as .docx; undefined for that, and for what its reader has to refuse. */
async function kindOf({ name, content }: Upload): Promise<string | undefined> {
  try {
    const { mediaType } = await recognise(content, name);
    return [OFD, OLD_WORD, PDF].find((kind) => kind === mediaType);
  } catch {
    // The reader of .docx has a better word for it than "not of an accepted kind".
    return undefined;
  }
}
