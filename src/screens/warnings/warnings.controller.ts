import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import {
  BeginSlate,
  EndWarning,
  ImportWarning,
  PrepareWarning,
  StartWarning,
  WarningSource,
  WarningTemplate,
  type LiftAnswer,
  type WarningBoard,
  type WarningSourceList,
  type WarningTemplateList,
  type WarningView,
} from '../../contract/api.js';
import { Id } from '../../contract/values.js';
import { CurrentCaller, Requires, type Caller } from '../../identity/index.js';
import { Slates } from './slates.js';
import { WarningSources } from './sources.js';
import { WarningReader } from './warning.reader.js';
import { Warnings } from './warnings.js';

/** What stands above the screens' programme: warnings and the safe slate. */
@Controller('api/v1')
@Requires('warning.send')
export class WarningsController {
  constructor(
    private readonly warnings: Warnings,
    private readonly slates: Slates,
    private readonly sources: WarningSources,
    private readonly reader: WarningReader,
  ) {}

  @Get('warnings')
  @Requires('screen.read')
  board(@CurrentCaller() caller: Caller): Promise<WarningBoard> {
    return this.reader.board(caller);
  }

  @Get('warnings/:id')
  @Requires('screen.read')
  one(@CurrentCaller() caller: Caller, @Param('id', { schema: Id }) id: string): Promise<WarningView> {
    return this.reader.one(caller, id);
  }

  @Post('warnings')
  prepare(
    @CurrentCaller() caller: Caller,
    @Body({ schema: PrepareWarning }) wish: PrepareWarning,
  ): Promise<WarningView> {
    return this.warnings.prepare(caller, wish);
  }

  @Post('warnings/import')
  import(
    @CurrentCaller() caller: Caller,
    @Body({ schema: ImportWarning }) { xml }: ImportWarning,
  ): Promise<WarningView> {
    return this.warnings.import(caller, xml);
  }

  @Post('warnings/:id/start')
  @HttpCode(200)
  start(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: StartWarning }) wish: StartWarning,
  ): Promise<WarningView> {
    return this.warnings.start(caller, id, wish);
  }

  @Post('warnings/:id/end')
  @HttpCode(200)
  end(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: EndWarning }) wish: EndWarning,
  ): Promise<WarningView> {
    return this.warnings.end(caller, id, wish);
  }

  @Post('slates')
  @HttpCode(200)
  async slate(
    @CurrentCaller() caller: Caller,
    @Body({ schema: BeginSlate }) wish: BeginSlate,
  ): Promise<WarningBoard> {
    await this.slates.begin(caller, wish);
    return this.reader.board(caller);
  }

  @Post('slates/:id/lift')
  @HttpCode(200)
  lift(@CurrentCaller() caller: Caller, @Param('id', { schema: Id }) id: string): Promise<LiftAnswer> {
    return this.slates.lift(caller, id);
  }

  @Get('warning-sources')
  @Requires('screen.read')
  listed(@CurrentCaller() caller: Caller): Promise<WarningSourceList> {
    return this.sources.list(caller);
  }

  @Post('warning-sources')
  @Requires('target.manage')
  list(
    @CurrentCaller() caller: Caller,
    @Body({ schema: WarningSource }) wish: WarningSource,
  ): Promise<WarningSourceList> {
    return this.sources.add(caller, wish);
  }

  @Delete('warning-sources/:id')
  @HttpCode(204)
  @Requires('target.manage')
  unlist(@CurrentCaller() caller: Caller, @Param('id', { schema: Id }) id: string): Promise<void> {
    return this.sources.remove(caller, id);
  }

  @Get('warning-templates')
  templates(@CurrentCaller() caller: Caller): Promise<WarningTemplateList> {
    return this.sources.templates(caller);
  }

  @Put('warning-templates')
  keep(
    @CurrentCaller() caller: Caller,
    @Body({ schema: WarningTemplate }) wish: WarningTemplate,
  ): Promise<WarningTemplateList> {
    return this.sources.keep(caller, wish);
  }

  @Delete('warning-templates/:id')
  @HttpCode(204)
  drop(@CurrentCaller() caller: Caller, @Param('id', { schema: Id }) id: string): Promise<void> {
    return this.sources.drop(caller, id);
  }
}
