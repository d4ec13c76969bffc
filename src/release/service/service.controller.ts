import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { RecordService, type ServiceView } from '../../contract/api.js';
import { Id } from '../../contract/values.js';
import { CurrentCaller, Requires, type Caller } from '../../identity/index.js';
import { Service } from './service.service.js';

@Controller('api/v1/announcements/:id/service')
export class ServiceController {
  constructor(private readonly service: Service) {}

  @Get()
  @Requires('announcement.read')
  view(@CurrentCaller() caller: Caller, @Param('id', { schema: Id }) id: string): Promise<ServiceView> {
    return this.service.view(caller, id);
  }

  /** 记录送达. */
  @Post()
  @HttpCode(200)
  @Requires('release.create')
  record(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: RecordService }) wish: RecordService,
  ): Promise<ServiceView> {
    return this.service.record(caller, id, wish);
  }
}
