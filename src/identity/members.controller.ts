import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { CreateMember, UpdateMember, type MemberView, type MemberWithPassword } from '../contract/api.js';
import { Id } from '../contract/values.js';
import { SecondFactors } from './account/second-factor.service.js';
import { CurrentCaller, Fresh, Requires, type Caller } from './caller.js';
import { Members } from './members.service.js';

@Controller('api/v1/members')
@Requires('member.manage')
export class MembersController {
  constructor(
    private readonly members: Members,
    private readonly factors: SecondFactors,
  ) {}

  @Get()
  list(@CurrentCaller() caller: Caller): Promise<MemberView[]> {
    return this.members.list(caller);
  }

  @Post()
  @Fresh()
  create(
    @CurrentCaller() caller: Caller,
    @Body({ schema: CreateMember }) wish: CreateMember,
  ): Promise<MemberWithPassword> {
    return this.members.create(caller, wish);
  }

  @Patch(':id')
  @Fresh()
  update(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: UpdateMember }) wish: UpdateMember,
  ): Promise<MemberView> {
    return this.members.update(caller, id, wish);
  }

  /** For who has lost the telephone and the recovery codes. */
  @Delete(':id/second-factor')
  @HttpCode(204)
  @Fresh()
  resetSecondFactor(@CurrentCaller() caller: Caller, @Param('id', { schema: Id }) id: string): Promise<void> {
    return this.factors.remove(caller, id);
  }

  @Post(':id/password')
  @Fresh()
  resetPassword(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
  ): Promise<MemberWithPassword> {
    return this.members.resetPassword(caller, id);
  }
}
