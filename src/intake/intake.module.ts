import { Module } from '@nestjs/common';
import { AnnouncementRows } from './announcement-rows.js';
import { AnnouncementsController } from './announcements.controller.js';
import { BlobsController } from './blobs/blobs.controller.js';
import { Blobs } from './blobs/blobs.service.js';
import { Copies } from './copies.service.js';
import { Corrections } from './corrections.service.js';
import { DictionaryController } from './dictionary/dictionary.controller.js';
import { DictionaryReader } from './dictionary/dictionary.reader.js';
import { Dictionary } from './dictionary/dictionary.service.js';
import { Drafts } from './drafts.service.js';
import { Attachments } from './files/attachments.service.js';
import { FileDesk } from './files/file-desk.js';
import { FileScreening } from './files/file-screening.service.js';
import { Rehearsals } from './rehearsal.service.js';
import { Renditions } from './renditions.service.js';
import { WordsRefill } from './search/refill.js';
import { Submissions } from './submissions.service.js';
import { WordImports } from './word-imports.service.js';

/** Drafts, imports, files, previews and submissions. */
@Module({
  controllers: [AnnouncementsController, BlobsController, DictionaryController],
  providers: [
    AnnouncementRows,
    Attachments,
    Blobs,
    Copies,
    Corrections,
    Dictionary,
    DictionaryReader,
    Drafts,
    FileDesk,
    FileScreening,
    Rehearsals,
    Renditions,
    Submissions,
    WordImports,
    WordsRefill,
  ],
  exports: [AnnouncementRows, Attachments, Blobs, Drafts, Renditions, Submissions, WordImports],
})
export class IntakeModule {}
