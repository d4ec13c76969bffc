import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AuthController } from './auth.controller.js';
import { AccessGuard } from './guard.js';
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
  controllers: [AuthController, MeController, MembersController],
  providers: [
    Sessions,
    LoginLimit,
    LogIns,
    MeView,
    Members,
    Once,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [Sessions],
})
export class IdentityModule {}
