import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { CreateInvitation, type InvitationView, type InvitationWithLink } from '../../contract/api.js';
import { Id } from '../../contract/values.js';
import { CurrentCaller, Fresh, Requires, type Caller } from '../caller.js';
import { Invitations } from './invitations.service.js';

@Controller('api/v1/invitations')
@Requires('member.manage')
export class InvitationsController {
  constructor(private readonly invitations: Invitations) {}

  @Get()
  list(@CurrentCaller() caller: Caller): Promise<InvitationView[]> {
    return this.invitations.list(caller);
  }

  @Post()
  @Fresh()
  create(
    @CurrentCaller() caller: Caller,
    @Body({ schema: CreateInvitation }) wish: CreateInvitation,
  ): Promise<InvitationWithLink> {
    return this.invitations.create(caller, wish);
  }

  @Delete(':id')
  @HttpCode(204)
  withdraw(@CurrentCaller() caller: Caller, @Param('id', { schema: Id }) id: string): Promise<void> {
    return this.invitations.withdraw(caller, id);
  }
}
