import type { IncomingMessage } from 'node:http';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { sql } from 'kysely';
import { HubError } from '../contract/errors.js';
import { DATABASE, type Db } from '../store/database.js';
import { Housekeeping } from '../store/housekeeping.js';

/** A proxy tries again within seconds. */
const keepMinutes = 60;
const harmless = new Set(['GET', 'HEAD', 'OPTIONS']);
const RequestId = /^[0-9A-Za-z-]{16,64}$/;

interface Asked extends IncomingMessage {
  app: { get(name: string): unknown };
}

/**
 * A proxy that lost its connection to one web node sends the request to another one, also one that changes something:
 * a node that ends resets what it has not accepted yet. It may as well have died after it took the request. So each
 * request that changes something is taken once, by the name that a trusted proxy gave it (`X-Request-Id`).
 */
@Injectable()
export class Once implements OnApplicationBootstrap {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly housekeeping: Housekeeping,
  ) {}

  onApplicationBootstrap(): void {
    this.housekeeping.every('taken requests', '0 */10 * * * *', async () => {
      await sql`delete from taken_request where at < hub_now() - ${keepMinutes} * interval '1 minute'`.execute(
        this.db,
      );
    });
  }

  /** Rejects with `interrupted` when some node has taken this request before: nobody knows what came of it. */
  async take(request: IncomingMessage): Promise<void> {
    const id = nameOf(request as Asked);
    if (id === undefined || harmless.has(request.method ?? '')) return;
    const { rows } = await sql`
      insert into taken_request (id) values (${id}) on conflict do nothing returning id`.execute(this.db);
    if (rows.length === 0) throw new HubError('interrupted');
  }
}

/** The name that a trusted proxy gave the request; undefined without such a proxy. */
function nameOf({ app, headers, socket }: Asked): string | undefined {
  const trust = app.get('trust proxy fn') as ((address: string, hop: number) => boolean) | undefined;
  const id = headers['x-request-id'];
  if (typeof id !== 'string' || !RequestId.test(id)) return undefined;
  return trust?.(socket.remoteAddress ?? '', 0) === true ? id : undefined;
}
