import { Module } from '@nestjs/common';
import { z } from 'zod';
import { defineChannel, type Channel } from '../../../src/contract/channel.js';
import { IdentityModule } from '../../../src/identity/index.js';
import { IntakeModule } from '../../../src/intake/index.js';
import { LiveModule } from '../../../src/live/index.js';
import { newId } from '../../../src/platform/ids.js';
import { PlatformModule } from '../../../src/platform/platform.module.js';
import { ReviewModule } from '../../../src/review/index.js';
import { StoreModule } from '../../../src/store/store.module.js';
import { TargetsModule } from '../../../src/targets/index.js';
import { startWebHub, type Answer, type Visitor, type WebHub } from './web-hub.js';

@Module({})
class IntakeRoot {}

/** Lets a test stand between a channel's call and its answer. */
export class Gate {
  #wait: Promise<void> | undefined;
  #entered: (() => void) | undefined;

  /** Closes the gate. `entered` resolves when somebody waits; `open` lets everybody through. */
  close(): { entered: Promise<void>; open: () => void } {
    let open = (): void => undefined;
    this.#wait = new Promise((resolve) => {
      open = () => {
        this.#wait = undefined;
        resolve();
      };
    });
    const entered = new Promise<void>((resolve) => {
      this.#entered = resolve;
    });
    return { entered, open };
  }

  async pass(): Promise<void> {
    this.#entered?.();
    await this.#wait;
  }
}

/** A channel of short titles that never leaves the hub; titles with 坏 break it. */
function shortBoard(gate: Gate): Channel {
  const never = (): never => {
    throw new Error('nothing is delivered here');
  };
  return defineChannel({
    id: 'short',
    label: { zh: '短栏', en: 'Short board' },
    settings: z.object({}),
    extras: z.object({ motto: z.string().max(20).optional() }),
    capabilities: { media: ['text', 'picture'], maxTitle: 30, maxBody: 1000, update: false, recall: 'full' },
    limits: { concurrency: 1 },
    settleMs: 0,
    validate: ({ title }) =>
      Array.from(title).length > 30
        ? [
            {
              severity: 'error',
              code: 'title_too_long',
              field: 'title',
              message: { zh: '标题太长', en: 'Title too long' },
            },
          ]
        : [],
    async render(version) {
      await gate.pass();
      if (version.title.includes('坏')) throw new Error('this channel is broken');
      const { title, body, permalink, number, pictures, extras } = version;
      return { document: { title, body, permalink, number, ...(extras as object) }, assets: pictures };
    },
    preview: ({ document, assets }, asset) => ({
      html: `<!doctype html><title>${(document as { title: string }).title}</title>${assets.map(({ hash }) => `<img src="${asset(hash)}">`).join('')}`,
      width: 300,
      height: 200,
    }),
    deliver: never,
    verify: never,
    recall: never,
    classify: () => ({ verdict: 'unknown' }),
  });
}

export interface IntakeHub extends WebHub {
  gate: Gate;
  officeId: string;
  /** A target of the office, straight in the database. */
  target(options?: { officeId?: string; enabled?: boolean }): Promise<string>;
}

/** Identity, targets, intake and review behind real HTTP on a real database, with one small channel. */
export async function startIntakeHub(): Promise<IntakeHub> {
  const gate = new Gate();
  const hub = await startWebHub({
    root: (parts) => ({
      module: IntakeRoot,
      imports: [
        PlatformModule.with(parts),
        StoreModule.with(parts),
        IdentityModule,
        TargetsModule.with(new Map([['short', shortBoard(gate)]])),
        IntakeModule,
        ReviewModule,
        LiveModule,
      ],
    }),
  });
  const { id: officeId } = await hub.db
    .selectFrom('office')
    .select('id')
    .where('slug', '=', 'wanghe')
    .executeTakeFirstOrThrow();
  return Object.assign(hub, {
    gate,
    officeId,
    async target(options: { officeId?: string; enabled?: boolean } = {}): Promise<string> {
      const id = newId();
      await hub.db
        .insertInto('target')
        .values({
          id,
          office_id: options.officeId ?? officeId,
          channel: 'short',
          slug: `t-${id.slice(-12)}`,
          name: '短栏',
          settings: '{}',
          concurrency: 1,
          enabled: options.enabled ?? true,
        })
        .execute();
      return id;
    },
  });
}

/** Sends a file as the console does. */
export async function sendFile(
  visitor: Visitor,
  path: string,
  name: string,
  content: Uint8Array<ArrayBuffer>,
): Promise<Pick<Answer, 'status' | 'json'>> {
  const form = new FormData();
  form.append('file', new Blob([content]), name);
  const response = await fetch(`${visitor.url}${path}`, {
    method: 'POST',
    body: form,
    headers: { origin: visitor.url, cookie: visitor.cookie ?? '' },
  });
  return { status: response.status, json: (await response.json()) as Answer['json'] };
}
