import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccountController } from './account/account.controller.js';
import { OpenSessions } from './account/open-sessions.service.js';
import { SecondFactors } from './account/second-factor.service.js';
import { ApiTokens } from './account/tokens.service.js';
import { AuthController } from './auth.controller.js';
import { AccessGuard } from './guard.js';
import { DepartmentsController } from './departments.controller.js';
import { Departments } from './departments.service.js';
import { InvitationsController } from './joining/invitations.controller.js';
import { Invitations } from './joining/invitations.service.js';
import { Joins } from './joining/joins.service.js';
import { LogIns } from './log-ins.js';
import { LoginLimit } from './login-limit.js';
import { MeController } from './me.controller.js';
import { MeView } from './me.js';
import { MembersController } from './members.controller.js';
import { Members } from './members.service.js';
import { Once } from './once.js';
import { Sessions } from './sessions.js';
import { SignOnCookie } from './sign-on/cookie.js';
import { Identities } from './sign-on/identities.service.js';
import { ProviderSessions } from './sign-on/provider-sessions.service.js';
import { SignOnProvider } from './sign-on/provider.js';
import { IdentityController, SignOnController } from './sign-on/sign-on.controller.js';
import { SignOn } from './sign-on/sign-on.service.js';

/** Members, sessions, roles, and the guard before every route of the application. */
@Global()
@Module({
  controllers: [
    AccountController,
    AuthController,
    DepartmentsController,
    IdentityController,
    InvitationsController,
    MeController,
    MembersController,
    SignOnController,
  ],
  providers: [
    Sessions,
    LoginLimit,
    SecondFactors,
    ApiTokens,
    OpenSessions,
    Departments,
    Invitations,
    Joins,
    LogIns,
    MeView,
    Members,
    Once,
    Identities,
    ProviderSessions,
    SignOn,
    SignOnCookie,
    SignOnProvider,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [Sessions],
})
export class IdentityModule {}
