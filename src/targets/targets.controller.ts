import { Body, Controller, Get, Param, Patch, Post } from '@nestjs/common';
import { CreateTarget, UpdateTarget, type TargetView } from '../contract/api.js';
import { Id } from '../contract/values.js';
import { CurrentCaller, Requires, type Caller } from '../identity/index.js';
import { Targets } from './targets.service.js';

@Controller('api/v1/targets')
export class TargetsController {
  constructor(private readonly targets: Targets) {}

  @Get()
  @Requires('target.read')
  async list(@CurrentCaller() caller: Caller): Promise<TargetView[]> {
    const targets = await this.targets.list(caller.officeId);
    return targets.map((target) => this.targets.view(target));
  }

  @Post()
  @Requires('target.manage')
  async create(
    @CurrentCaller() caller: Caller,
    @Body({ schema: CreateTarget }) wish: CreateTarget,
  ): Promise<TargetView> {
    return this.targets.view(await this.targets.create(caller.officeId, `member:${caller.memberId}`, wish));
  }

  @Patch(':id')
  @Requires('target.manage')
  async update(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: UpdateTarget }) wish: UpdateTarget,
  ): Promise<TargetView> {
    return this.targets.view(
      await this.targets.update(caller.officeId, `member:${caller.memberId}`, id, wish),
    );
  }
}
