import { Module, type DynamicModule } from '@nestjs/common';
import { TargetsController } from './targets.controller.js';
import { CHANNELS, type Channels } from './resolved.js';
import { Targets } from './targets.service.js';

/** The channels that were found at boot, and the office's targets. */
@Module({})
export class TargetsModule {
  static with(channels: Channels): DynamicModule {
    return {
      module: TargetsModule,
      global: true,
      controllers: [TargetsController],
      providers: [{ provide: CHANNELS, useValue: channels }, Targets],
      exports: [CHANNELS, Targets],
    };
  }
}
