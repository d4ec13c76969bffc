import { Module } from '@nestjs/common';
import { Calendar } from './calendar.reader.js';
import { ReleaseGroups } from './groups.service.js';
import { Moves } from './moves.service.js';
import { ReleaseController } from './release.controller.js';
import { Releases } from './release.service.js';

@Module({
  controllers: [ReleaseController],
  providers: [Calendar, Moves, ReleaseGroups, Releases],
  exports: [ReleaseGroups, Releases],
})
export class ReleaseModule {}
