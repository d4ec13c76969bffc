import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { sql } from 'kysely';
import { z } from 'zod';
import { DISPLAY_CHANNEL, WebOrigins } from '../contract/display.js';
import { framedSites } from '../platform/web/index.js';
import { DATABASE, type Db } from '../store/database.js';

const WebSettings = z.object({ webOrigins: WebOrigins });

/** The sites whose pages a group of screens may show, from its target's settings. */
export const webOriginsOf = (settings: unknown): string[] =>
  WebSettings.safeParse(settings).data?.webOrigins ?? [];

/** The sites that some group of screens may show, for the policy of the player's page, which all groups share. */
@Injectable()
export class WebSites implements OnModuleInit {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  onModuleInit(): void {
    framedSites(() => this.all());
  }

  private async all(): Promise<string[]> {
    const rows = await this.db
      .selectFrom('target')
      .select(sql`settings->'webOrigins'`.as('origins'))
      .where('channel', '=', DISPLAY_CHANNEL)
      .where('enabled', '=', true)
      .where(sql<boolean>`jsonb_array_length(coalesce(settings->'webOrigins', '[]')) > 0`)
      .execute();
    return [...new Set(rows.flatMap(({ origins }) => WebOrigins.safeParse(origins).data ?? []))].sort();
  }
}
