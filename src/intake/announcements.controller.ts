import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Post,
  Put,
  Query,
  UseInterceptors,
} from '@nestjs/common';
import {
  AnnouncementQuery,
  BeginCorrection,
  CreateDraft,
  PreviewDraft,
  SaveDraft,
  SubmitDraft,
  type AnnouncementDetail,
  type AnnouncementPage,
  type ImportedDraft,
  type PreviewAnswer,
  type SavedDraft,
  type SubmittedVersion,
} from '../contract/api.js';
import { Id } from '../contract/values.js';
import { CurrentCaller, Requires, type Caller } from '../identity/index.js';
import { AnnouncementRows } from './announcement-rows.js';
import { ReadsOneFile, UploadedOneFile, type Upload } from './blobs/upload.js';
import { Copies } from './copies.service.js';
import { Corrections } from './corrections.service.js';
import { Drafts } from './drafts.service.js';
import { Rehearsals } from './rehearsal.service.js';
import { Submissions } from './submissions.service.js';
import { Imports } from './imports.service.js';

@Controller('api/v1/announcements')
export class AnnouncementsController {
  constructor(
    private readonly rows: AnnouncementRows,
    private readonly copies: Copies,
    private readonly corrections: Corrections,
    private readonly drafts: Drafts,
    private readonly imports: Imports,
    private readonly rehearsals: Rehearsals,
    private readonly submissions: Submissions,
  ) {}

  @Get()
  @Requires('announcement.read')
  list(
    @CurrentCaller() caller: Caller,
    @Query({ schema: AnnouncementQuery }) query: AnnouncementQuery,
  ): Promise<AnnouncementPage> {
    return this.rows.page(caller.officeId, query);
  }

  @Post()
  @Requires('announcement.write')
  create(
    @CurrentCaller() caller: Caller,
    @Body({ schema: CreateDraft }) wish: CreateDraft,
  ): Promise<AnnouncementDetail> {
    return this.drafts.create(caller, wish);
  }

  /** A .docx, .pdf or .ofd in the form's field `file` becomes a draft. */
  @Post('import')
  @Requires('announcement.write')
  @UseInterceptors(ReadsOneFile)
  import(@CurrentCaller() caller: Caller, @UploadedOneFile() file: Upload): Promise<ImportedDraft> {
    return this.imports.import(caller, file);
  }

  /** What the targets would show of these fields, and what blocks their submission; nothing is saved. */
  @Post('preview')
  @HttpCode(200)
  @Requires('announcement.write')
  preview(
    @CurrentCaller() caller: Caller,
    @Body({ schema: PreviewDraft }) fields: PreviewDraft,
  ): Promise<PreviewAnswer> {
    return this.rehearsals.preview(caller.officeId, fields);
  }

  @Get(':id')
  @Requires('announcement.read')
  detail(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
  ): Promise<AnnouncementDetail> {
    return this.rows.detail(caller.officeId, id);
  }

  /** A new draft with what this one said and where it went. */
  @Post(':id/copy')
  @Requires('announcement.write')
  copy(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
  ): Promise<AnnouncementDetail> {
    return this.copies.copy(caller, id);
  }

  @Put(':id/draft')
  @Requires('announcement.write')
  save(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: SaveDraft }) wish: SaveDraft,
  ): Promise<SavedDraft> {
    return this.drafts.save(caller, id, wish);
  }

  @Delete(':id')
  @HttpCode(204)
  @Requires('announcement.write')
  remove(@CurrentCaller() caller: Caller, @Param('id', { schema: Id }) id: string): Promise<void> {
    return this.drafts.remove(caller, id);
  }

  @Post(':id/submit')
  @HttpCode(200)
  @Requires('announcement.submit')
  submit(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: SubmitDraft }) { revision }: SubmitDraft,
  ): Promise<SubmittedVersion> {
    return this.submissions.submit(caller, id, revision);
  }

  /** Takes a submission back before anybody has decided on it. */
  @Post(':id/withdraw')
  @HttpCode(200)
  @Requires('announcement.submit')
  withdraw(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
  ): Promise<AnnouncementDetail> {
    return this.submissions.withdraw(caller, id);
  }

  /** What is out is corrected: the draft can be changed, reviewed and released again while the old version stays. */
  @Post(':id/correction')
  @HttpCode(200)
  @Requires('announcement.write')
  correct(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: BeginCorrection }) wish: BeginCorrection,
  ): Promise<AnnouncementDetail> {
    return this.corrections.begin(caller, id, wish);
  }

  @Delete(':id/correction')
  @Requires('announcement.write')
  discard(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
  ): Promise<AnnouncementDetail> {
    return this.corrections.discard(caller, id);
  }
}
