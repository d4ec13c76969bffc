import type { IncomingMessage, ServerResponse } from 'node:http';
import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import {
  BeginSignOn,
  SignOnCode,
  type OfferedProvider,
  type SignOnBegun,
  type SignOnDone,
} from '../../contract/api.js';
import { AnyMember, CurrentCaller, Fresh, Public, type Caller } from '../caller.js';
import { Identities } from './identities.service.js';
import { SignOnProvider } from './provider.js';
import { SignOn } from './sign-on.service.js';

/** Signing in by an OpenID Connect provider, where the hub has one. */
@Controller('api/auth/oidc')
export class SignOnController {
  constructor(
    private readonly provider: SignOnProvider,
    private readonly signOn: SignOn,
  ) {}

  @Get()
  @Public()
  offered(): OfferedProvider {
    const { settings } = this.provider;
    return { provider: settings ? { label: settings.label } : null };
  }

  @Post('begin')
  @Public()
  @HttpCode(200)
  async begin(
    @Body({ schema: BeginSignOn }) wish: BeginSignOn,
    @Req() request: IncomingMessage,
    @Res({ passthrough: true }) response: ServerResponse,
  ): Promise<SignOnBegun> {
    const { url, cookie } = await this.signOn.begin(wish, request);
    keep(response, [cookie]);
    return { url };
  }

  @Post('prove')
  @AnyMember()
  @HttpCode(200)
  async prove(
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) response: ServerResponse,
  ): Promise<SignOnBegun> {
    const { url, cookie } = await this.signOn.beginAs('prove', caller);
    keep(response, [cookie]);
    return { url };
  }

  /** Here the provider sends the browser back. It is answered by a redirection in every case. */
  @Get('callback')
  @Public()
  @HttpCode(303)
  async callback(
    @Req() request: IncomingMessage,
    @Res({ passthrough: true }) response: ServerResponse,
  ): Promise<void> {
    const [, query = ''] = (request.url ?? '').split('?', 2);
    const { location, cookies } = await this.signOn.comeBack(query, request);
    keep(response, cookies);
    response.setHeader('location', location);
  }

  @Post('code')
  @Public()
  @HttpCode(200)
  async code(
    @Body({ schema: SignOnCode }) { code }: SignOnCode,
    @Req() request: IncomingMessage,
    @Res({ passthrough: true }) response: ServerResponse,
  ): Promise<SignOnDone> {
    const { location, cookies } = await this.signOn.giveCode(code, request);
    keep(response, cookies);
    return { next: location };
  }
}

/** The member's own link to the provider. */
@Controller('api/v1/me/identity')
@AnyMember()
export class IdentityController {
  constructor(
    private readonly identities: Identities,
    private readonly signOn: SignOn,
  ) {}

  @Post()
  @HttpCode(200)
  @Fresh()
  async link(
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) response: ServerResponse,
  ): Promise<SignOnBegun> {
    const { url, cookie } = await this.signOn.beginAs('link', caller);
    keep(response, [cookie]);
    return { url };
  }

  @Delete()
  @HttpCode(204)
  @Fresh()
  unlink(@CurrentCaller() caller: Caller): Promise<void> {
    return this.identities.unlink(caller);
  }
}

function keep(response: ServerResponse, cookies: readonly string[]): void {
  if (cookies.length > 0) response.setHeader('set-cookie', [...cookies]);
  response.setHeader('cache-control', 'no-store');
}
