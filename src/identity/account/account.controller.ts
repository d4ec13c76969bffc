import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  ConfirmSecondFactor,
  CreateToken,
  type AccountView,
  type RecoveryCodes,
  type SecondFactorBegun,
  type TokenWithSecret,
} from '../../contract/api.js';
import { Id } from '../../contract/values.js';
import { AnyMember, CurrentCaller, Fresh, type Caller } from '../caller.js';
import { Identities } from '../sign-on/identities.service.js';
import { OpenSessions } from './open-sessions.service.js';
import { SecondFactors } from './second-factor.service.js';
import { ApiTokens } from './tokens.service.js';

/** How a member's own account is guarded. A token, which is a program's, has no way in here. */
@Controller('api/v1/me')
@AnyMember()
export class AccountController {
  constructor(
    private readonly sessions: OpenSessions,
    private readonly factors: SecondFactors,
    private readonly tokens: ApiTokens,
    private readonly identities: Identities,
  ) {}

  @Get('account')
  async account(@CurrentCaller() caller: Caller): Promise<AccountView> {
    const [{ on, recoveryCodesLeft }, sessions, tokens, provider] = await Promise.all([
      this.factors.standing(caller.memberId),
      this.sessions.list(caller),
      this.tokens.list(caller.memberId),
      this.identities.standing(caller.memberId),
    ]);
    return { secondFactor: on, recoveryCodesLeft, sessions, tokens, ...(provider ? { provider } : {}) };
  }

  @Delete('sessions/:id')
  @HttpCode(204)
  endSession(@CurrentCaller() caller: Caller, @Param('id', { schema: Id }) id: string): Promise<void> {
    return this.sessions.end(caller, id);
  }

  @Delete('sessions')
  @HttpCode(204)
  endOthers(@CurrentCaller() caller: Caller): Promise<void> {
    return this.sessions.endOthers(caller);
  }

  @Post('second-factor')
  @HttpCode(200)
  @Fresh()
  begin(@CurrentCaller() caller: Caller): Promise<SecondFactorBegun> {
    return this.factors.begin(caller);
  }

  @Post('second-factor/confirm')
  @HttpCode(200)
  confirm(
    @CurrentCaller() caller: Caller,
    @Body({ schema: ConfirmSecondFactor }) { code }: ConfirmSecondFactor,
  ): Promise<RecoveryCodes> {
    return this.factors.confirm(caller, code);
  }

  @Delete('second-factor')
  @HttpCode(204)
  @Fresh()
  remove(@CurrentCaller() caller: Caller): Promise<void> {
    return this.factors.remove(caller, caller.memberId);
  }

  @Post('tokens')
  @Fresh()
  createToken(
    @CurrentCaller() caller: Caller,
    @Body({ schema: CreateToken }) wish: CreateToken,
  ): Promise<TokenWithSecret> {
    return this.tokens.create(caller, wish);
  }

  @Delete('tokens/:id')
  @HttpCode(204)
  revokeToken(@CurrentCaller() caller: Caller, @Param('id', { schema: Id }) id: string): Promise<void> {
    return this.tokens.revoke(caller, id);
  }
}
