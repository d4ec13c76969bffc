import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { CreateDelegation, type DelegationList } from '../../contract/api.js';
import { Id } from '../../contract/values.js';
import { CurrentCaller, Fresh, Requires, type Caller } from '../../identity/index.js';
import { Delegations } from './delegations.service.js';

/** Who takes whose steps, and until when. */
@Controller('api/v1/delegations')
@Requires('review.decide', 'member.manage')
export class DelegationsController {
  constructor(private readonly delegations: Delegations) {}

  @Get()
  @Requires('announcement.read')
  list(@CurrentCaller() caller: Caller): Promise<DelegationList> {
    return this.delegations.list(caller);
  }

  @Post()
  @Fresh()
  create(
    @CurrentCaller() caller: Caller,
    @Body({ schema: CreateDelegation }) wish: CreateDelegation,
  ): Promise<DelegationList> {
    return this.delegations.create(caller, wish);
  }

  /** Taking it back gives nobody a right: it asks for no password. */
  @Delete(':id')
  revoke(@CurrentCaller() caller: Caller, @Param('id', { schema: Id }) id: string): Promise<DelegationList> {
    return this.delegations.revoke(caller, id);
  }
}
