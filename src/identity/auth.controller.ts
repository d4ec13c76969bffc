import type { IncomingMessage, ServerResponse } from 'node:http';
import { Body, Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import {
  ChangePassword,
  Join,
  OpenLink,
  Prove,
  SignIn,
  type Me,
  type OpenedLink,
  type SignedOut,
} from '../contract/api.js';
import { AnyMember, CurrentCaller, Public, type Caller } from './caller.js';
import { Joins } from './joining/joins.service.js';
import { LogIns } from './log-ins.js';
import { MeView } from './me.js';
import { Sessions } from './sessions.js';
import { ProviderSessions } from './sign-on/provider-sessions.service.js';

/** The routes of the log-in and of links; better-auth has many more, and none of them answers. */
@Controller('api/auth')
export class AuthController {
  constructor(
    private readonly joins: Joins,
    private readonly logIns: LogIns,
    private readonly sessions: Sessions,
    private readonly me: MeView,
    private readonly byProvider: ProviderSessions,
  ) {}

  @Post('sign-in/username')
  @Public()
  @HttpCode(200)
  async signIn(
    @Body({ schema: SignIn }) wish: SignIn,
    @Req() request: IncomingMessage,
    @Res({ passthrough: true }) response: ServerResponse,
  ): Promise<Me> {
    const { caller, cookies } = await this.logIns.signIn(wish, request);
    setCookies(request, response, cookies);
    return this.me.of(caller);
  }

  @Post('sign-out')
  @Public()
  @HttpCode(200)
  async signOut(
    @Req() request: IncomingMessage,
    @Res({ passthrough: true }) response: ServerResponse,
  ): Promise<SignedOut> {
    const { cookies, logoutHint } = await this.logIns.signOut(request.headers);
    setCookies(request, response, cookies);
    const providerUrl = await this.byProvider.logoutAddress(logoutHint);
    return { signedOut: true, ...(providerUrl === undefined ? {} : { providerUrl }) };
  }

  @Post('change-password')
  @AnyMember()
  @HttpCode(200)
  async changePassword(
    @CurrentCaller() caller: Caller,
    @Body({ schema: ChangePassword }) wish: ChangePassword,
    @Req() request: IncomingMessage,
    @Res({ passthrough: true }) response: ServerResponse,
  ): Promise<Me> {
    setCookies(request, response, await this.logIns.changePassword(caller, wish, request));
    return this.me.of({ ...caller, mustChangePassword: false });
  }

  @Post('prove')
  @AnyMember()
  @HttpCode(204)
  prove(
    @CurrentCaller() caller: Caller,
    @Body({ schema: Prove }) wish: Prove,
    @Req() request: IncomingMessage,
  ): Promise<void> {
    return this.logIns.prove(caller, wish, request);
  }

  /** What an invitation's link is for. It is asked for by POST, so that its secret stands in no log. */
  @Post('join/look')
  @Public()
  @HttpCode(200)
  look(@Body({ schema: OpenLink }) { token }: OpenLink): Promise<OpenedLink> {
    return this.joins.look(token);
  }

  @Post('join')
  @Public()
  @HttpCode(200)
  async join(
    @Body({ schema: Join }) wish: Join,
    @Req() request: IncomingMessage,
    @Res({ passthrough: true }) response: ServerResponse,
  ): Promise<Me> {
    await this.joins.join(wish);
    return this.signIn({ username: wish.username, password: wish.password }, request, response);
  }

  /** Who is signed in, or null: for pages that ask before they show a log-in. */
  @Get('get-session')
  @Public()
  async session(@Req() request: IncomingMessage): Promise<{ me: Me | null }> {
    const caller = await this.sessions.authenticate(request.headers);
    return { me: caller ? await this.me.of(caller) : null };
  }
}

/** Marked `Secure` when the browser came over https, which it tells by its Origin header. */
function setCookies(request: IncomingMessage, response: ServerResponse, cookies: readonly string[]): void {
  const secure = request.headers.origin?.startsWith('https:') === true;
  response.setHeader(
    'set-cookie',
    cookies.map((cookie) => (secure ? `${cookie}; Secure` : cookie)),
  );
  response.setHeader('cache-control', 'no-store');
}
