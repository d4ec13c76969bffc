import { Module } from '@nestjs/common';
import { ReleaseGroups } from './groups.service.js';
import { ReleaseController } from './release.controller.js';
import { Releases } from './release.service.js';

@Module({
  controllers: [ReleaseController],
  providers: [ReleaseGroups, Releases],
  exports: [ReleaseGroups, Releases],
})
export class ReleaseModule {}
