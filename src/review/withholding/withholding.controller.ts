import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { Reappraise, type WithheldList, type WithholdingList } from '../../contract/api.js';
import { Id } from '../../contract/values.js';
import { CurrentCaller, Requires, type Caller } from '../../identity/index.js';
import { Withholdings } from './withholdings.service.js';

@Controller('api/v1')
export class WithholdingController {
  constructor(private readonly withholdings: Withholdings) {}

  @Get('withheld')
  @Requires('announcement.read')
  list(@CurrentCaller() caller: Caller): Promise<WithheldList> {
    return this.withholdings.list(caller.officeId);
  }

  @Get('announcements/:id/withholding')
  @Requires('announcement.read')
  of(@CurrentCaller() caller: Caller, @Param('id', { schema: Id }) id: string): Promise<WithholdingList> {
    return this.withholdings.of(caller.officeId, id);
  }

  /** Looks again at what is withheld: it stays so, or goes back to its draft. */
  @Post('announcements/:id/reappraisal')
  @HttpCode(200)
  @Requires('review.decide')
  reappraise(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: Reappraise }) wish: Reappraise,
  ): Promise<WithholdingList> {
    return this.withholdings.reappraise(caller, id, wish);
  }
}
