import { Controller, Get, Inject, Query, Res, StreamableFile } from '@nestjs/common';
import type { Response } from 'express';
import { StatisticsQuery, type Statistics } from '../../contract/api.js';
import { CurrentCaller, Requires, type Caller } from '../../identity/index.js';
import { DATABASE, type Db } from '../../store/database.js';
import { officeName } from '../../store/office-name.js';
import { sendDocument } from '../../platform/web/index.js';
import { StatisticsReader } from './statistics.reader.js';
import { statisticsFile } from './workbook.js';

@Controller('api/v1')
export class StatisticsController {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly statistics: StatisticsReader,
  ) {}

  @Get('statistics')
  @Requires('ledger.read')
  read(
    @CurrentCaller() caller: Caller,
    @Query({ schema: StatisticsQuery }) query: StatisticsQuery,
  ): Promise<Statistics> {
    return this.statistics.of(caller.officeId, query);
  }

  /** The same figures as a workbook. */
  @Get('statistics.xlsx')
  @Requires('ledger.read')
  async export(
    @CurrentCaller() caller: Caller,
    @Query({ schema: StatisticsQuery }) query: StatisticsQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const [statistics, office] = await Promise.all([
      this.statistics.of(caller.officeId, query),
      officeName(this.db, caller.officeId),
    ]);
    const bytes = await statisticsFile({ office, statistics });
    return sendDocument(response, `tongbo-statistics-${query.from}-${query.to}.xlsx`, bytes);
  }
}
