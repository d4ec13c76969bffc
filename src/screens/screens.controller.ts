import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Req } from '@nestjs/common';
import type { Request } from 'express';
import {
  BulkRequest,
  ClaimScreen,
  ScreenFilter,
  UpdateScreen,
  type BulkResults,
  type ScreenDetail,
  type ScreenList,
  type ScreenSetup,
  type ScreenView,
} from '../contract/api.js';
import { Id } from '../contract/values.js';
import { CurrentCaller, Requires, type Caller } from '../identity/index.js';
import { Trust } from '../platform/tls/index.js';
import { Bulk } from './bulk.js';
import { Fleet } from './fleet.js';

@Controller('api/v1/screens')
export class ScreensController {
  constructor(
    private readonly fleet: Fleet,
    private readonly trust: Trust,
    private readonly bulk: Bulk,
  ) {}

  @Get()
  @Requires('screen.read')
  async list(
    @CurrentCaller() caller: Caller,
    @Query({ schema: ScreenFilter }) filter: ScreenFilter,
  ): Promise<ScreenList> {
    return { items: await this.fleet.list(caller, filter) };
  }

  /** One action for many screens, with a result for each. */
  @Post('bulk')
  @HttpCode(200)
  @Requires('screen.manage')
  async all(
    @CurrentCaller() caller: Caller,
    @Body({ schema: BulkRequest }) request: BulkRequest,
  ): Promise<BulkResults> {
    return this.bulk.run(caller, request);
  }

  @Get('setup')
  @Requires('screen.read')
  async setup(): Promise<ScreenSetup> {
    return this.trust.setup();
  }

  @Post('claim')
  @Requires('screen.manage')
  async claim(
    @CurrentCaller() caller: Caller,
    @Body({ schema: ClaimScreen }) wish: ClaimScreen,
    @Req() request: Request,
  ): Promise<ScreenView> {
    return this.fleet.claim(caller, wish, request.ip ?? '');
  }

  @Get(':id')
  @Requires('screen.read')
  async detail(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
  ): Promise<ScreenDetail> {
    return this.fleet.detail(caller, id);
  }

  @Patch(':id')
  @Requires('screen.manage')
  async update(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: UpdateScreen }) wish: UpdateScreen,
  ): Promise<ScreenView> {
    return this.fleet.update(caller, id, wish);
  }

  @Delete(':id')
  @HttpCode(204)
  @Requires('screen.manage')
  async revoke(@CurrentCaller() caller: Caller, @Param('id', { schema: Id }) id: string): Promise<void> {
    await this.fleet.revoke(caller, id);
  }
}
