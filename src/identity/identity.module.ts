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

/** Members, sessions, roles, and the guard before every route of the application. */
@Global()
@Module({
  controllers: [
    AccountController,
    AuthController,
    DepartmentsController,
    InvitationsController,
    MeController,
    MembersController,
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
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [Sessions],
})
export class IdentityModule {}
