import { Controller, Get, Param, Query } from '@nestjs/common';
import { LedgerQuery, type AnnouncementRecord, type LedgerPage } from '../contract/api.js';
import { Id } from '../contract/values.js';
import { CurrentCaller, Requires, type Caller } from '../identity/index.js';
import { LedgerReader } from './ledger.reader.js';
import { RecordReader } from './record.reader.js';

@Controller('api/v1')
export class RecordController {
  constructor(
    private readonly ledger: LedgerReader,
    private readonly records: RecordReader,
  ) {}

  @Get('ledger')
  @Requires('ledger.read')
  async entries(
    @CurrentCaller() caller: Caller,
    @Query({ schema: LedgerQuery }) query: LedgerQuery,
  ): Promise<LedgerPage> {
    const personal = caller.permissions.has('access.read');
    return this.ledger.page(caller.officeId, query, { personal });
  }

  @Get('announcements/:id/record')
  @Requires('ledger.read')
  async record(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
  ): Promise<AnnouncementRecord> {
    return this.records.read(caller.officeId, id);
  }
}
