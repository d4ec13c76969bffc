import { z } from 'zod';
import { Answers } from '../../../src/contract/person.js';
import { HandoffView, TaskPage, TargetSettings, type TaskView } from '../../../src/contract/api.js';
import { until } from '../../support/until.js';
import type { Member } from './member.js';

const Mails = z.array(
  z.object({ id: z.number(), to: z.string(), subject: z.string(), messageId: z.string() }),
);
export type ArrivedMail = z.infer<typeof Mails>[number];

const WechatState = z.object({
  drafts: z.number(),
  running: z.number(),
  articles: z.array(
    z.object({
      title: z.string(),
      source: z.string(),
      url: z.string(),
      deleted: z.boolean(),
      banned: z.boolean(),
    }),
  ),
});

/** The other sides of a hub, as people there work with them: its drills' pages and the drills' switches. */
export class Outside {
  constructor(private readonly hub: { drills: readonly { url: string; title: string }[] }) {}

  /** A page of a drill by a word of its title. */
  page(word: string): string {
    const found = this.hub.drills.find(({ title }) => title.includes(word));
    if (!found) throw new Error(`no drill is called ${word}`);
    return found.url.replace(/\/$/, '');
  }

  async wechat(): Promise<z.infer<typeof WechatState>> {
    return WechatState.parse(await (await fetch(`${origin(this.page('微信'))}/drill/state`)).json());
  }

  /** Sets every daily limit of the WeChat drill. */
  async raiseWechatLimits(limit: number): Promise<void> {
    await post(
      `${origin(this.page('微信'))}/drill/limits`,
      JSON.stringify({ '*': limit }),
      'application/json',
    );
  }

  async mails(): Promise<ArrivedMail[]> {
    return Mails.parse(await (await fetch(`${origin(this.page('收件箱'))}/mails.json`)).json());
  }

  /** The recipient's own link in a mail. */
  async linkIn({ id }: ArrivedMail): Promise<string> {
    const body = await (await fetch(`${origin(this.page('收件箱'))}/mails/${id}/html`)).text();
    const [link = ''] = /https?:\/\/[^"\s]+\/p\/[A-Za-z0-9_.-]+/.exec(body) ?? [];
    return link;
  }

  /** A recipient's own page, and its one button: it was received, or it has been taken out. */
  async confirm(link: string): Promise<void> {
    const page = await (await fetch(link)).text();
    const [, action] = /<form[^>]*action="([^"]+)"/.exec(page) ?? [];
    if (action === undefined) throw new Error(`${link} asks for nothing`);
    await post(new URL(action.replaceAll('&amp;', '&'), link).href);
  }

  /** The editor of a portal adopts or withdraws what came in by the interface. */
  async edit(portal: string, act: 'adopt' | 'withdraw', key: string): Promise<void> {
    await post(`${portal}/desk/${key}/${act}`);
  }

  /** Pastes what a hand-off page offers into a portal's form, as a clerk does; the address of what came of it. */
  async paste(portal: string, view: HandoffView, download: (href: string) => Promise<Blob>): Promise<string> {
    const form = new FormData();
    form.set('title', view.announcementTitle);
    for (const part of view.parts) {
      if (part.kind === 'html') form.set('html', part.text);
      if (part.kind === 'file' && part.file.mediaType.startsWith('image/'))
        form.append('pictures', await download(part.href), part.file.name);
    }
    const answer = await fetch(`${portal}/desk/articles`, { method: 'POST', body: form, redirect: 'manual' });
    const desk = await (await fetch(new URL(answer.headers.get('location') ?? '', portal))).text();
    return z.url().parse(/<code>([^<]+)<\/code>/.exec(desk)?.[1]);
  }

  /** Takes every article of a portal down. */
  async takeDown(portal: string): Promise<void> {
    const desk = await (await fetch(`${portal}/desk`)).text();
    for (const [, path = ''] of desk.matchAll(/action="(\/desk\/articles\/\d+\/remove)"/g))
      await post(portal + path);
  }
}

export const origin = (url: string): string => new URL(url).origin;

async function post(url: string, body?: string, type = 'application/x-www-form-urlencoded'): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': type },
    ...(body === undefined ? {} : { body }),
  });
  if (answer.status >= 400) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
}

/** Waits for the open task of a delivery. */
export function taskOf(member: Member, deliveryId: string): Promise<TaskView> {
  return until(
    async () =>
      (await member.get(TaskPage, '/tasks?limit=100')).items.find((task) => task.deliveryId === deliveryId),
    Boolean,
  ) as Promise<TaskView>;
}

export async function answer(
  member: Member,
  task: Pick<TaskView, 'id'>,
  answers: z.infer<typeof Answers>,
): Promise<void> {
  const said = await member.call('POST', `/tasks/${task.id}/answers`, { answers });
  if (said.status >= 300) throw new Error(`the answer was refused: ${said.status} ${said.text}`);
}

export const settingsOf = (member: Member, targetId: string): Promise<Record<string, unknown>> =>
  member
    .get(TargetSettings, `/targets/${targetId}/settings`)
    .then(({ settings }) => z.record(z.string(), z.unknown()).parse(settings));
