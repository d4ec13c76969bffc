import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { AskForPass, PassFindings, type AnnouncementDetail, type DraftBlocks } from '../../contract/api.js';
import { Id } from '../../contract/values.js';
import { CurrentCaller, Requires, type Caller } from '../../identity/index.js';
import { Passes } from './passes.service.js';

@Controller('api/v1/announcements/:id')
export class PassesController {
  constructor(private readonly passes: Passes) {}

  /** What blocks the submission of the draft as it is saved. */
  @Get('blocks')
  @Requires('screening.override')
  open(@CurrentCaller() caller: Caller, @Param('id', { schema: Id }) id: string): Promise<DraftBlocks> {
    return this.passes.open(caller, id);
  }

  /** A second person says why what blocks may stay. */
  @Post('passes')
  @HttpCode(200)
  @Requires('screening.override')
  pass(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: PassFindings }) wish: PassFindings,
  ): Promise<AnnouncementDetail> {
    return this.passes.pass(caller, id, wish);
  }

  /** Asks a second person to look at what blocks. */
  @Post('passes/ask')
  @HttpCode(204)
  @Requires('announcement.submit')
  ask(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: AskForPass }) { revision }: AskForPass,
  ): Promise<void> {
    return this.passes.ask(caller, id, revision);
  }
}
