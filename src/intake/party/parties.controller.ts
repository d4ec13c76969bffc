import { Body, Controller, Param, Put } from '@nestjs/common';
import { SetParty, type AnnouncementDetail } from '../../contract/api.js';
import { Id } from '../../contract/values.js';
import { CurrentCaller, Requires, type Caller } from '../../identity/index.js';
import { Parties } from './parties.service.js';

@Controller('api/v1/announcements/:id/party')
export class PartiesController {
  constructor(private readonly parties: Parties) {}

  /** For whom it is. The name is personal data: it stands encrypted, and in no list and no ledger. */
  @Put()
  @Requires('announcement.write')
  set(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: SetParty }) wish: SetParty,
  ): Promise<AnnouncementDetail> {
    return this.parties.set(caller, id, wish);
  }
}
