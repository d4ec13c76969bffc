import { Controller, Get, Inject, Query, Res, StreamableFile } from '@nestjs/common';
import type { Response } from 'express';
import { PlaysBy, PlaysQuery, type PlaysReport } from '../../contract/api.js';
import { CurrentCaller, Requires, type Caller } from '../../identity/index.js';
import { sendDocument } from '../../platform/web/index.js';
import { DATABASE, type Db } from '../../store/database.js';
import { officeName } from '../../store/office-name.js';
import { PlaysReader } from './plays.reader.js';
import { playsFile } from './workbook.js';

const mostOnPage = 500;
const mostInFile = 50_000;

/** What the office's screens have shown. */
@Controller('api/v1')
export class PlaysController {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly plays: PlaysReader,
  ) {}

  @Get('plays')
  @Requires('screen.read')
  report(
    @CurrentCaller() caller: Caller,
    @Query({ schema: PlaysQuery }) query: PlaysQuery,
  ): Promise<PlaysReport> {
    return this.plays.report(caller.officeId, query, mostOnPage);
  }

  /** The same as a workbook, with a sheet by item, by screen and by day. */
  @Get('plays.xlsx')
  @Requires('screen.read')
  async file(
    @CurrentCaller() { officeId }: Caller,
    @Query({ schema: PlaysQuery }) query: PlaysQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const reports = await Promise.all(
      PlaysBy.options.map((by) => this.plays.report(officeId, { ...query, by }, mostInFile)),
    );
    const bytes = await playsFile(await officeName(this.db, officeId), reports);
    return sendDocument(response, `tongbo-plays-${query.from}-${query.to}.xlsx`, bytes);
  }
}
