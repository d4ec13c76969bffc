import { join } from 'node:path';
import { Module, type DynamicModule } from '@nestjs/common';
import { CONFIG, type HubConfig } from './config/index.js';
import { HealthRegistry } from './health/index.js';
import { LOGGER, type Logger } from './log/index.js';
import { SECRETS, type HubSecrets } from './secrets.js';
import { BlobStore } from './storage/blobs.js';

export interface PlatformParts {
  config: HubConfig;
  logger: Logger;
  secrets: HubSecrets;
}

/** What every module may inject: CONFIG, LOGGER, SECRETS, BlobStore, HealthRegistry. */
@Module({})
export class PlatformModule {
  static with({ config, logger, secrets }: PlatformParts): DynamicModule {
    return {
      module: PlatformModule,
      global: true,
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: LOGGER, useValue: logger },
        { provide: SECRETS, useValue: secrets },
        { provide: BlobStore, useFactory: () => new BlobStore(join(config.dataDir, 'blobs')) },
        HealthRegistry,
      ],
      exports: [CONFIG, LOGGER, SECRETS, BlobStore, HealthRegistry],
    };
  }
}
