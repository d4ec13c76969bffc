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
import { EditingController } from './editing/editing.controller.js';
import { Pens } from './editing/pens.service.js';
import { Presence } from './editing/presence.service.js';
import { Attachments } from './files/attachments.service.js';
import { Drawings } from './files/drawings.js';
import { FileDesk } from './files/file-desk.js';
import { FileScreening } from './files/file-screening.service.js';
import { HistoryController } from './history/history.controller.js';
import { History } from './history/history.service.js';
import { Thinning } from './history/thinning.js';
import { MetadataRulesController } from './metadata/metadata-rules.controller.js';
import { MetadataRules } from './metadata/metadata-rules.service.js';
import { Rehearsals } from './rehearsal.service.js';
import { Renditions } from './renditions.service.js';
import { WordsRefill } from './search/refill.js';
import { Submissions } from './submissions.service.js';
import { PartiesController } from './party/parties.controller.js';
import { Parties } from './party/parties.service.js';
import { PartyTexts } from './party/party.js';
import { PassesController } from './screening/passes.controller.js';
import { Passes } from './screening/passes.service.js';
import { Screening } from './screening/screening.service.js';
import { TemplatesController } from './templates/templates.controller.js';
import { TemplatesReader } from './templates/templates.reader.js';
import { Templates } from './templates/templates.service.js';
import { Imports } from './imports.service.js';

/** Drafts, imports, files, previews and submissions. */
@Module({
  controllers: [
    AnnouncementsController,
    BlobsController,
    DictionaryController,
    EditingController,
    HistoryController,
    MetadataRulesController,
    PartiesController,
    PassesController,
    TemplatesController,
  ],
  providers: [
    AnnouncementRows,
    Attachments,
    Blobs,
    Copies,
    Corrections,
    Dictionary,
    DictionaryReader,
    Drafts,
    Drawings,
    FileDesk,
    FileScreening,
    History,
    Parties,
    PartyTexts,
    Passes,
    Pens,
    Presence,
    MetadataRules,
    Rehearsals,
    Renditions,
    Screening,
    Submissions,
    Templates,
    TemplatesReader,
    Thinning,
    Imports,
    WordsRefill,
  ],
  exports: [
    AnnouncementRows,
    Attachments,
    Blobs,
    Drafts,
    PartyTexts,
    Renditions,
    Screening,
    Submissions,
    Imports,
  ],
})
export class IntakeModule {}
