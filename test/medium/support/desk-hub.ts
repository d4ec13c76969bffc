import { AppModule } from '../../../src/app.module.js';
import type {
  AnnouncementDetail,
  DeliveryDetail,
  TargetView,
  VersionDetail,
} from '../../../src/contract/api.js';
import type { Role } from '../../../src/contract/api.js';
import { createMember } from '../../../src/identity/members.js';
import { newId } from '../../../src/platform/ids.js';
import { appRole } from '../../../src/platform/postgres/index.js';
import { openPostgresQueue, type QueueBackend } from '../../../src/queue/index.js';
import { transact } from '../../../src/store/database.js';
import { carryChannel, outletChannel } from '../../support/desk-channels.js';
import { until } from '../../support/until.js';
import { png } from '../../support/zip.js';
import { sendFile } from './intake-hub.js';
import { startWebHub, type Visitor, type WebHub } from './web-hub.js';

type Settings = Parameters<typeof carryChannel>[0][number];

/** A whole hub with a channel of each desk, and words for what people do there. */
export class DeskHub {
  private constructor(
    readonly hub: WebHub,
    /** The settings that the channel was called with. */
    readonly seen: Settings[],
    private readonly backend: () => QueueBackend | undefined,
  ) {}

  static async start(): Promise<DeskHub> {
    const seen: Settings[] = [];
    let backend: QueueBackend | undefined;
    const hub = await startWebHub({
      async root({ ownerUrl, ...parts }) {
        const channels = new Map([
          ['carry', carryChannel(seen)],
          ['outlet', outletChannel],
        ]);
        const lanes = new Map([...channels.keys()].map((id) => [id, 4]));
        const { appUrl, logger } = parts;
        backend = await openPostgresQueue({ ownerUrl, appUrl, appRole, lanes: lanes.size, logger });
        const config = { ...parts.config, roles: ['web', 'worker', 'scheduler'] as const };
        return AppModule.with({ ...parts, config, channels, queue: { lanes, backend, work: true } });
      },
    });
    return new DeskHub(hub, seen, () => backend);
  }

  async stop(): Promise<void> {
    await this.hub.close();
    await this.backend()?.close();
  }

  /** Another office's member of a role. */
  async stranger(role: Role): Promise<Visitor> {
    const officeId = newId();
    const password = 'fremd-und-doch-lang';
    const username = `stranger.${officeId.slice(-6)}`;
    await this.hub.db
      .insertInto('office')
      .values({ id: officeId, name: '邻区某局', short_name: '某局', slug: `o-${officeId.slice(-12)}` })
      .execute();
    await transact(this.hub.db, 'system:test', (tx) =>
      createMember(tx, 'system:test', {
        officeId,
        username,
        name: '邻人',
        roles: [role],
        password,
        mustChangePassword: false,
      }),
    );
    const visitor = this.hub.visitor();
    await visitor.signIn(username, password);
    return visitor;
  }

  async target(who: Visitor, channel: string, settings: object): Promise<TargetView> {
    const slug = `${channel}-${newId().slice(-8)}`;
    return ask<TargetView>(who, 'POST', '/api/v1/targets', { channel, slug, name: `目标${slug}`, settings });
  }

  /** Drafts, submits, approves and releases; the deliveries' ids by target. */
  async release(
    targetIds: readonly string[],
    { publishAt, ...more }: { title?: string; body?: string; publishAt?: string } = {},
  ): Promise<{ announcementId: string; deliveries: Record<string, string> }> {
    const clerk = await this.hub.signedIn('clerk');
    const body = {
      ...{ title: '关于测试的通告', body: '<p>正文</p>', category: '通知公告', targetIds },
      ...more,
    };
    const draft = await ask<AnnouncementDetail>(clerk, 'POST', '/api/v1/announcements', body);
    await this.approveAndRelease(draft.id, 1, targetIds, publishAt);
    const { deliveries } = await ask<AnnouncementDetail>(clerk, 'GET', `/api/v1/announcements/${draft.id}`);
    return {
      announcementId: draft.id,
      deliveries: Object.fromEntries(deliveries.map(({ id, targetId }) => [targetId, id])),
    };
  }

  /** Submits a draft as it stands, approves and releases it. */
  async approveAndRelease(
    announcementId: string,
    revision: number,
    targetIds: readonly string[],
    publishAt?: string,
  ): Promise<void> {
    const [clerk, reviewer] = [await this.hub.signedIn('clerk'), await this.hub.signedIn('reviewer')];
    const { versionId } = await ask<{ versionId: string }>(
      clerk,
      'POST',
      `/api/v1/announcements/${announcementId}/submit`,
      { revision },
    );
    const seen = await ask<VersionDetail>(reviewer, 'GET', `/api/v1/versions/${versionId}`);
    await ask(reviewer, 'POST', `/api/v1/versions/${versionId}/decisions`, {
      verdict: 'approve',
      opinion: '',
      versionHash: seen.hash,
      renditionHashes: Object.fromEntries(seen.renditions.map(({ targetId, hash }) => [targetId, hash])),
    });
    await ask(clerk, 'POST', `/api/v1/versions/${versionId}/release`, { targetIds, publishAt });
  }

  /** A delivery's story, once it is as it should be. */
  async story(who: Visitor, id: string, as: (told: DeliveryDetail) => boolean): Promise<DeliveryDetail> {
    return until(() => ask<DeliveryDetail>(who, 'GET', `/api/v1/deliveries/${id}`), as);
  }
}

/** Asks, and rejects unless the answer is a good one. */
export async function ask<T>(who: Visitor, method: string, path: string, body?: object): Promise<T> {
  const { status, text, json } = await who.call(method, path, body === undefined ? {} : { body });
  if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text}`);
  return json as T;
}

/** Sends up a text, which is `refused`, and a picture, which cannot be fetched before a report names it. */
export async function screenshots(who: Visitor, id: string): Promise<{ shot: string; refused: number[] }> {
  const path = `/api/v1/deliveries/${id}/evidence`;
  const text = await sendFile(who, path, 'a.txt', new TextEncoder().encode('说明'));
  const picture = await sendFile(who, path, 'a.png', Uint8Array.from(png(8, 8)));
  const shot = String(picture.json['hash']);
  return { shot, refused: [text.status, (await who.call('GET', `${path}/${shot}`)).status] };
}
