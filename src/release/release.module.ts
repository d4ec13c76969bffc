import { Module } from '@nestjs/common';
import { IntakeModule } from '../intake/index.js';
import { Calendar } from './calendar.reader.js';
import { ReleaseGroups } from './groups.service.js';
import { Moves } from './moves.service.js';
import { ReleaseController } from './release.controller.js';
import { Releases } from './release.service.js';
import { ServiceController } from './service/service.controller.js';
import { Service } from './service/service.service.js';

@Module({
  imports: [IntakeModule],
  controllers: [ReleaseController, ServiceController],
  providers: [Calendar, Moves, ReleaseGroups, Releases, Service],
  exports: [ReleaseGroups, Releases],
})
export class ReleaseModule {}
