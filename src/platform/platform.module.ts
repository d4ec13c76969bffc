import { Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIG, type HubConfig } from './config/index.js';
import { diskHealth, HealthRegistry } from './health/index.js';
import { createHttp, HTTP, OutboundAllowList, type OutboundHttp } from './http/index.js';
import { LOGGER, type Logger } from './log/index.js';
import { createMail, MAIL } from './mail/index.js';
import { SECRETS, type HubSecrets } from './secrets.js';
import { BlobStore } from './storage/blobs.js';
import { openShelf } from './storage/open.js';
import { SHELF, type Shelf } from './storage/shelf.js';
import { Trust } from './tls/index.js';

export interface PlatformParts {
  config: HubConfig;
  logger: Logger;
  secrets: HubSecrets;
}

const OUTBOUND = Symbol('outbound');

/** What every module may inject: CONFIG, LOGGER, SECRETS, OutboundAllowList, HTTP, MAIL, SHELF, BlobStore, HealthRegistry, Trust. */
@Module({})
export class PlatformModule implements OnApplicationShutdown {
  constructor(
    @Inject(OUTBOUND) private readonly outbound: OutboundHttp,
    @Inject(SHELF) shelf: Shelf,
    @Inject(CONFIG) config: HubConfig,
    health: HealthRegistry,
  ) {
    health.register(diskHealth(config));
    health.register({
      name: 'files',
      check: async () => {
        // There is no such file: what counts is that the storage answers so.
        await shelf.read('health');
        return { ok: true };
      },
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.outbound.close();
  }

  static with({ config, logger, secrets }: PlatformParts): DynamicModule {
    return {
      module: PlatformModule,
      global: true,
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: LOGGER, useValue: logger },
        { provide: SECRETS, useValue: secrets },
        { provide: SHELF, useFactory: () => openShelf(config.files) },
        Trust,
        { provide: BlobStore, useFactory: (shelf: Shelf) => new BlobStore(shelf), inject: [SHELF] },
        {
          provide: OutboundAllowList,
          useFactory: () => new OutboundAllowList([...config.allowedOrigins, config.publicUrl]),
        },
        {
          provide: OUTBOUND,
          useFactory: (allowedOrigins: OutboundAllowList) => createHttp({ allowedOrigins }),
          inject: [OutboundAllowList],
        },
        { provide: HTTP, useFactory: (outbound: OutboundHttp) => outbound.http, inject: [OUTBOUND] },
        {
          provide: MAIL,
          useFactory: (allowList: OutboundAllowList) => createMail({ allowList }),
          inject: [OutboundAllowList],
        },
        HealthRegistry,
      ],
      exports: [
        CONFIG,
        LOGGER,
        SECRETS,
        OutboundAllowList,
        HTTP,
        MAIL,
        SHELF,
        BlobStore,
        HealthRegistry,
        Trust,
      ],
    };
  }
}
