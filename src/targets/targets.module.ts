import { Global, Module } from '@nestjs/common';
import { discoverChannels } from './discover.js';
import { TargetsController } from './targets.controller.js';
import { CHANNELS, Targets } from './targets.service.js';

@Global()
@Module({
  controllers: [TargetsController],
  providers: [{ provide: CHANNELS, useFactory: () => discoverChannels() }, Targets],
  exports: [CHANNELS, Targets],
})
export class TargetsModule {}
