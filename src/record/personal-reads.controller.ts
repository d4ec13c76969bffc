import { Controller, Get, Query } from '@nestjs/common';
import { PersonalReadQuery, type PersonalReadPage } from '../contract/api.js';
import { CurrentCaller, Requires, type Caller } from '../identity/index.js';
import { LedgerReader } from './ledger.reader.js';

@Controller('api/v1')
export class PersonalReadsController {
  constructor(private readonly ledger: LedgerReader) {}

  /** Who read personal data of the office. */
  @Get('personal-reads')
  @Requires('access.read')
  list(
    @CurrentCaller() caller: Caller,
    @Query({ schema: PersonalReadQuery }) query: PersonalReadQuery,
  ): Promise<PersonalReadPage> {
    return this.ledger.personalReads(caller.officeId, query);
  }
}
