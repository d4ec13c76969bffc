import { Body, Controller, Get, Param, Patch, Post } from '@nestjs/common';
import { CreateMember, UpdateMember, type MemberView, type MemberWithPassword } from '../contract/api.js';
import { Id } from '../contract/values.js';
import { CurrentCaller, Requires, type Caller } from './caller.js';
import { Members } from './members.service.js';

@Controller('api/v1/members')
@Requires('member.manage')
export class MembersController {
  constructor(private readonly members: Members) {}

  @Get()
  list(@CurrentCaller() caller: Caller): Promise<MemberView[]> {
    return this.members.list(caller);
  }

  @Post()
  create(
    @CurrentCaller() caller: Caller,
    @Body({ schema: CreateMember }) wish: CreateMember,
  ): Promise<MemberWithPassword> {
    return this.members.create(caller, wish);
  }

  @Patch(':id')
  update(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: UpdateMember }) wish: UpdateMember,
  ): Promise<MemberView> {
    return this.members.update(caller, id, wish);
  }

  @Post(':id/password')
  resetPassword(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
  ): Promise<MemberWithPassword> {
    return this.members.resetPassword(caller, id);
  }
}
