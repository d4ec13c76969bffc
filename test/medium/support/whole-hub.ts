import { AppModule } from '../../../src/app.module.js';
import { appRole } from '../../../src/platform/postgres/index.js';
import { createPublicServer, listen, PublicSite, shut } from '../../../src/platform/web/index.js';
import { openPostgresQueue, type QueueBackend } from '../../../src/queue/index.js';
import type { Channels } from '../../../src/targets/index.js';
import { createLogger } from '../../../src/platform/log/index.js';
import { freePair } from '../../support/free-pair.js';
import { startWebHub, type WebHub } from './web-hub.js';

/** Everything that a hub is, in this process, with its public pages. */
export interface WholeHub extends WebHub {
  /** The public origin. */
  site: string;
}

/** Starts every part in every role with these channels. */
export async function startWholeHub(channels: Channels): Promise<WholeHub> {
  const publicPort = await freePair();
  const site = `http://localhost:${publicPort}`;
  let backend: QueueBackend | undefined;
  const hub = await startWebHub({
    async root({ ownerUrl, ...parts }) {
      const lanes = new Map([...channels.keys()].map((id) => [id, 4]));
      const { appUrl, logger } = parts;
      backend = await openPostgresQueue({ ownerUrl, appUrl, appRole, lanes: lanes.size, logger });
      const roles = ['web', 'worker', 'scheduler'] as const;
      const config = { ...parts.config, roles, publicUrl: site, publicPort };
      return AppModule.with({ ...parts, config, channels, queue: { lanes, backend, work: true } });
    },
  });
  const pages = createPublicServer(hub.app.get(PublicSite, { strict: false }), site, createLogger('silent'));
  await listen(pages, publicPort, '127.0.0.1');
  return Object.assign(Object.create(hub) as WebHub, {
    site,
    async close(): Promise<void> {
      await shut(pages);
      await hub.close();
      await backend?.close();
    },
  });
}
