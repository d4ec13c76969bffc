import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { DismissRescan, type RescanView } from '../../contract/api.js';
import { Id } from '../../contract/values.js';
import { CurrentCaller, Requires, type Caller } from '../../identity/index.js';
import { RescanFindings } from './rescan-findings.service.js';

@Controller('api/v1')
export class RescansController {
  constructor(private readonly findings: RescanFindings) {}

  @Get('rescan')
  @Requires('release.recall')
  view(@CurrentCaller() caller: Caller): Promise<RescanView> {
    return this.findings.view(caller.officeId);
  }

  @Post('rescan')
  @HttpCode(202)
  @Requires('dictionary.manage')
  ask(@CurrentCaller() caller: Caller): Promise<void> {
    return this.findings.ask(caller);
  }

  @Post('announcements/:id/rescan/dismissal')
  @HttpCode(204)
  @Requires('screening.override')
  dismiss(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: DismissRescan }) wish: DismissRescan,
  ): Promise<void> {
    return this.findings.dismiss(caller, id, wish);
  }
}
