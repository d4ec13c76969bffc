import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  BoardQuery,
  RepairDelivery,
  ResolveDelivery,
  type BoardPage,
  type DeliveryDetail,
} from '../contract/api.js';
import { Id } from '../contract/values.js';
import { CurrentCaller, Requires, type Caller } from '../identity/index.js';
import { Board } from './board.js';
import { Resolutions } from './resolve.service.js';
import { Stories } from './story.js';

@Controller('api/v1')
export class DeliverController {
  constructor(
    private readonly board: Board,
    private readonly stories: Stories,
    private readonly resolutions: Resolutions,
  ) {}

  @Get('board')
  @Requires('announcement.read')
  async page(
    @CurrentCaller() caller: Caller,
    @Query({ schema: BoardQuery }) query: BoardQuery,
  ): Promise<BoardPage> {
    return this.board.page(caller.officeId, query);
  }

  @Get('deliveries/:id')
  @Requires('announcement.read', 'press.work')
  async story(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
  ): Promise<DeliveryDetail> {
    return this.stories.for(caller, id);
  }

  @Post('deliveries/:id/resolve')
  @HttpCode(200)
  @Requires('release.create')
  async resolve(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: ResolveDelivery }) wish: ResolveDelivery,
  ): Promise<DeliveryDetail> {
    await this.resolutions.resolve(caller, id, wish);
    return this.stories.for(caller, id);
  }

  /** What vanished, changed or failed goes out again. */
  @Post('deliveries/:id/repair')
  @HttpCode(200)
  @Requires('release.create')
  async repair(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: RepairDelivery }) wish: RepairDelivery,
  ): Promise<DeliveryDetail> {
    await this.resolutions.repair(caller, id, wish);
    return this.stories.for(caller, id);
  }
}
