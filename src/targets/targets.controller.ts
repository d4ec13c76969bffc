import { Body, Controller, Get, Param, Patch, Post } from '@nestjs/common';
import {
  CreateTarget,
  UpdateTarget,
  type ChannelView,
  type TargetSettings,
  type TargetView,
} from '../contract/api.js';
import { Id } from '../contract/values.js';
import { CurrentCaller, deskOf, Requires, type Caller } from '../identity/index.js';
import { Targets } from './targets.service.js';

const actorOf = (caller: Caller) => `member:${caller.memberId}` as const;

/** The office's targets. The media liaison has the press desk's, and sees no other. */
@Controller('api/v1/targets')
export class TargetsController {
  constructor(private readonly targets: Targets) {}

  @Get()
  @Requires('target.read', 'press.work')
  async list(@CurrentCaller() caller: Caller): Promise<TargetView[]> {
    const targets = await this.targets.list(caller.officeId, deskOf(caller, 'target.read'));
    return targets.map((target) => this.targets.view(target));
  }

  /** The channels that targets can be made of, with their forms. */
  @Get('channels')
  @Requires('target.manage', 'press.work')
  channels(@CurrentCaller() caller: Caller): ChannelView[] {
    return this.targets.channelViews(deskOf(caller, 'target.manage'));
  }

  @Get(':id/settings')
  @Requires('target.manage', 'press.work')
  settings(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
  ): Promise<TargetSettings> {
    return this.targets.settings(caller.officeId, id, deskOf(caller, 'target.manage'));
  }

  @Post()
  @Requires('target.manage', 'press.work')
  async create(
    @CurrentCaller() caller: Caller,
    @Body({ schema: CreateTarget }) wish: CreateTarget,
  ): Promise<TargetView> {
    const desk = deskOf(caller, 'target.manage');
    return this.targets.view(await this.targets.create(caller.officeId, actorOf(caller), wish, desk));
  }

  @Patch(':id')
  @Requires('target.manage', 'press.work')
  async update(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: UpdateTarget }) wish: UpdateTarget,
  ): Promise<TargetView> {
    const desk = deskOf(caller, 'target.manage');
    return this.targets.view(await this.targets.update(caller.officeId, actorOf(caller), id, wish, desk));
  }
}
