import { Module, type DynamicModule, type INestApplicationContext } from '@nestjs/common';
import { HealthModule } from './health/index.js';
import { IdentityModule } from './identity/index.js';
import { LiveModule } from './live/index.js';
import { PlatformModule, type PlatformParts } from './platform/platform.module.js';
import { PublicSite } from './platform/web/index.js';
import { StoreModule, type StoreParts } from './store/store.module.js';

export type AppParts = PlatformParts & StoreParts;

/** What a demo office begins with. Runs at every start, so it has to be safe to repeat. */
export type Seed = (app: INestApplicationContext) => Promise<void>;
export const demoSeeds: readonly Seed[] = [];

/** Nothing is public until a stage publishes it. */
class EmptySite extends PublicSite {
  override handle(): Promise<undefined> {
    return Promise.resolve(undefined);
  }
}

/** The composition root: the only file that knows every stage. */
@Module({})
export class AppModule {
  static with(parts: AppParts): DynamicModule {
    return {
      module: AppModule,
      imports: [PlatformModule.with(parts), StoreModule.with(parts), IdentityModule, LiveModule, HealthModule],
      providers: [{ provide: PublicSite, useClass: EmptySite }],
    };
  }
}
