import { Body, Controller, Get, Put } from '@nestjs/common';
import { SetMetadataRule, type MetadataRule } from '../../contract/api.js';
import { CurrentCaller, Requires, type Caller } from '../../identity/index.js';
import { MetadataRules } from './metadata-rules.service.js';

/** How the office's index numbers are made, and the topic of its new drafts. */
@Controller('api/v1/metadata-rule')
export class MetadataRulesController {
  constructor(private readonly rules: MetadataRules) {}

  @Get()
  @Requires('announcement.read')
  get(@CurrentCaller() caller: Caller): Promise<MetadataRule> {
    return this.rules.get(caller.officeId);
  }

  @Put()
  @Requires('template.manage')
  set(
    @CurrentCaller() caller: Caller,
    @Body({ schema: SetMetadataRule }) wish: SetMetadataRule,
  ): Promise<MetadataRule> {
    return this.rules.set(caller, wish);
  }
}
