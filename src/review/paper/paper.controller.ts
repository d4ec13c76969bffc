import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Res,
  StreamableFile,
  UseInterceptors,
} from '@nestjs/common';
import type { Response } from 'express';
import {
  CheckPaper,
  PrintSlip,
  RecordPaper,
  SlipCode,
  type PaperRecordView,
  type SlipView,
  type VersionPaper,
} from '../../contract/api.js';
import { Id, type AssetRef } from '../../contract/values.js';
import { CurrentCaller, Requires, type Caller } from '../../identity/index.js';
import { Blobs, ReadsOneFile, sendFile, UploadedOneFile, type Upload } from '../../intake/index.js';
import { DATABASE, type Db } from '../../store/database.js';
import { ReviewReader } from '../review.reader.js';
import { PaperRecords } from './paper-records.service.js';
import { PaperReader } from './paper.reader.js';
import { slipFacts } from './slip-facts.js';
import { slipPage, slipPolicy } from './slip-page.js';
import { Slips } from './slips.service.js';

const scanPolicy = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'";

/** Steps that are signed by hand: slips, scans, and the second look at them. */
@Controller('api/v1')
export class PaperController {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly slips: Slips,
    private readonly records: PaperRecords,
    private readonly reader: PaperReader,
    private readonly versions: ReviewReader,
    private readonly blobs: Blobs,
  ) {}

  @Get('versions/:id/paper')
  @Requires('announcement.read')
  ofVersion(@CurrentCaller() caller: Caller, @Param('id', { schema: Id }) id: string): Promise<VersionPaper> {
    return this.reader.ofVersion(caller, id);
  }

  @Post('versions/:id/slip')
  @HttpCode(200)
  @Requires('review.paper')
  print(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: PrintSlip }) { consoleUrl }: PrintSlip,
  ): Promise<SlipView> {
    return this.slips.print(caller, id, consoleUrl);
  }

  @Get('slips/:code')
  @Requires('announcement.read')
  slip(
    @CurrentCaller() caller: Caller,
    @Param('code', { schema: SlipCode }) code: string,
  ): Promise<SlipView> {
    return this.reader.slip(caller.officeId, code);
  }

  /** The sheet as a page to print. */
  @Get('slips/:code/page.html')
  @Requires('review.paper')
  async page(
    @CurrentCaller() caller: Caller,
    @Param('code', { schema: SlipCode }) code: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const slip = await this.reader.slip(caller.officeId, code);
    const version = await this.versions.detail(caller, slip.versionId);
    const consoleUrl = await this.reader.consoleOf(caller.officeId, code);
    const text = slipPage(await slipFacts(this.db, caller.officeId, slip, version, consoleUrl));
    response.setHeader('content-security-policy', slipPolicy);
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('cache-control', 'no-store');
    return new StreamableFile(Buffer.from(text));
  }

  @Post('slips/:code/scan')
  @Requires('review.paper')
  @UseInterceptors(ReadsOneFile)
  scan(
    @CurrentCaller() caller: Caller,
    @Param('code', { schema: SlipCode }) code: string,
    @UploadedOneFile() file: Upload,
  ): Promise<AssetRef> {
    return this.slips.scan(caller, code, file);
  }

  @Post('slips/:code/records')
  @Requires('review.paper')
  record(
    @CurrentCaller() caller: Caller,
    @Param('code', { schema: SlipCode }) code: string,
    @Body({ schema: RecordPaper }) paper: RecordPaper,
  ): Promise<PaperRecordView> {
    return this.records.record(caller, code, paper);
  }

  @Get('paper-records/:id')
  @Requires('announcement.read')
  one(@CurrentCaller() caller: Caller, @Param('id', { schema: Id }) id: string): Promise<PaperRecordView> {
    return this.reader.record(caller, id);
  }

  /** The scan, to be seen beside the version. */
  @Get('paper-records/:id/scan')
  @Requires('announcement.read')
  async scanOf(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const { scan } = await this.reader.record(caller, id);
    const { mediaType, content } = await this.blobs.read(caller.officeId, scan.hash);
    const file = sendFile(response, { name: scan.name, mediaType }, content, 'inline');
    if (mediaType === 'application/pdf') {
      // A browser's own PDF viewer does not open in a sandbox; nothing else runs there, and only the console frames it.
      response.setHeader('content-security-policy', scanPolicy);
      response.setHeader('x-frame-options', 'SAMEORIGIN');
    }
    return file;
  }

  @Post('paper-records/:id/check')
  @HttpCode(200)
  @Requires('review.paper')
  check(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: CheckPaper }) check: CheckPaper,
  ): Promise<PaperRecordView> {
    return this.records.check(caller, id, check);
  }
}
