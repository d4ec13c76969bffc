import { Body, Controller, Delete, Get, Put, Query } from '@nestjs/common';
import { NamedTemplate, TargetSet, Template, type TemplateBoard } from '../../contract/api.js';
import { CurrentCaller, Requires, type Caller } from '../../identity/index.js';
import { TemplatesReader } from './templates.reader.js';
import { Templates } from './templates.service.js';

/** What new announcements begin with, and which targets usually go together. Every answer is all of it. */
@Controller('api/v1/templates')
@Requires('template.manage')
export class TemplatesController {
  constructor(
    private readonly reader: TemplatesReader,
    private readonly templates: Templates,
  ) {}

  @Get()
  @Requires('announcement.read')
  list(@CurrentCaller() caller: Caller): Promise<TemplateBoard> {
    return this.reader.board(caller.officeId);
  }

  @Put()
  set(@CurrentCaller() caller: Caller, @Body({ schema: Template }) wish: Template): Promise<TemplateBoard> {
    return this.templates.set(caller, wish);
  }

  @Delete()
  remove(
    @CurrentCaller() caller: Caller,
    @Query({ schema: NamedTemplate }) { name }: NamedTemplate,
  ): Promise<TemplateBoard> {
    return this.templates.remove(caller, name);
  }

  @Put('target-sets')
  setTargets(
    @CurrentCaller() caller: Caller,
    @Body({ schema: TargetSet }) wish: TargetSet,
  ): Promise<TemplateBoard> {
    return this.templates.setTargets(caller, wish);
  }

  @Delete('target-sets')
  removeTargets(
    @CurrentCaller() caller: Caller,
    @Query({ schema: NamedTemplate }) { name }: NamedTemplate,
  ): Promise<TemplateBoard> {
    return this.templates.removeTargets(caller, name);
  }
}
