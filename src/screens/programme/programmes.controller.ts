import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { SaveProgramme, type ProgrammeView } from '../../contract/api.js';
import { Id } from '../../contract/values.js';
import { CurrentCaller, Requires, type Caller } from '../../identity/index.js';
import { Programmes } from './programmes.service.js';

/** What a group of screens shows when. */
@Controller('api/v1/targets/:id/programme')
export class ProgrammesController {
  constructor(private readonly programmes: Programmes) {}

  @Get()
  @Requires('screen.read')
  view(@CurrentCaller() caller: Caller, @Param('id', { schema: Id }) id: string): Promise<ProgrammeView> {
    return this.programmes.view(caller, id);
  }

  @Put()
  @Requires('screen.manage')
  save(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: SaveProgramme }) wish: SaveProgramme,
  ): Promise<ProgrammeView> {
    return this.programmes.save(caller, id, wish);
  }
}
