import { Module } from '@nestjs/common';
import { AnnouncementRows } from './announcement-rows.js';
import { AnnouncementsController } from './announcements.controller.js';
import { BlobsController } from './blobs/blobs.controller.js';
import { Blobs } from './blobs/blobs.service.js';
import { Copies } from './copies.service.js';
import { Corrections } from './corrections.service.js';
import { Drafts } from './drafts.service.js';
import { Rehearsals } from './rehearsal.service.js';
import { Renditions } from './renditions.service.js';
import { WordsRefill } from './search/refill.js';
import { Submissions } from './submissions.service.js';
import { WordImports } from './word-imports.service.js';

/** Drafts, imports, files, previews and submissions. */
@Module({
  controllers: [AnnouncementsController, BlobsController],
  providers: [
    AnnouncementRows,
    Blobs,
    Copies,
    Corrections,
    Drafts,
    Rehearsals,
    Renditions,
    Submissions,
    WordImports,
    WordsRefill,
  ],
  exports: [AnnouncementRows, Blobs, Drafts, Renditions, Submissions, WordImports],
})
export class IntakeModule {}
