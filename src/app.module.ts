import { Module, type DynamicModule } from '@nestjs/common';
import { DeliverModule } from './deliver/index.js';
import { HealthModule } from './health/index.js';
import { IdentityModule } from './identity/index.js';
import { IntakeModule } from './intake/index.js';
import { LiveModule } from './live/index.js';
import { NotificationsModule } from './notifications/index.js';
import { PlatformModule, type PlatformParts } from './platform/platform.module.js';
import { QueueModule, type QueueOptions } from './queue/index.js';
import { RecordModule } from './record/index.js';
import { ReleaseModule } from './release/index.js';
import { ReviewModule } from './review/index.js';
import { ScreensModule } from './screens/index.js';
import { StoreModule, type StoreParts } from './store/store.module.js';
import { TargetsModule, type Channels } from './targets/index.js';
import { WorkdaysModule } from './workdays/index.js';

export type AppParts = PlatformParts & StoreParts & { queue: QueueOptions; channels: Channels };

/** The composition root: the only file that knows every stage. */
@Module({})
export class AppModule {
  static with(parts: AppParts): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.with(parts),
        StoreModule.with(parts),
        QueueModule.forLanes(parts.queue),
        IdentityModule,
        TargetsModule.with(parts.channels),
        WorkdaysModule,
        ScreensModule,
        IntakeModule,
        ReviewModule,
        ReleaseModule,
        DeliverModule,
        RecordModule,
        NotificationsModule,
        LiveModule,
        HealthModule,
      ],
    };
  }
}
