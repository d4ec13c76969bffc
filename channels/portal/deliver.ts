import type { Receipt, Recalled, Rendition } from '../../src/contract/channel.js';
import { PortalApi } from './client.js';
import type { PortalDocument } from './document.js';
import type { PortalCtx, PortalProbe } from './look.js';
import type { Submission } from './protocol.js';

type PortalRendition = Rendition<PortalDocument>;

/** Hands an item over: to a person, who is told by the look that follows, or to the portal's interface. */
export async function deliver(rendition: PortalRendition, ctx: PortalCtx): Promise<Receipt> {
  const { settings, item, signal } = ctx;
  if (settings.mode === 'handoff') return { state: 'pending', token: { mode: 'handoff' }, ref: item.key };
  const api = PortalApi.of(ctx);
  for (const { hash, mediaType } of rendition.assets) {
    signal.throwIfAborted();
    await api.putFile(item.key, hash, await ctx.blobs.read(hash), mediaType);
  }
  const status = await ctx.step('submit', () => api.submit(submissionOf(rendition, ctx)));
  return { state: 'pending', token: { mode: 'interface', state: status.state }, ref: item.key };
}

/** What goes over the wire: the approved document as it is, under the item's key. */
function submissionOf({ document }: PortalRendition, { item, baseUrl }: PortalCtx): Submission {
  const { title, html, text, facts, column, pictures, attachments, word, office } = document;
  const metadata = facts.map(({ name, label, value }) => ({ name, label, value }));
  const files = [
    ...pictures.map((file) => ({ ...file, role: 'picture' as const })),
    ...attachments.map((file) => ({ ...file, role: 'attachment' as const })),
    { ...word, role: 'word' as const },
  ];
  return {
    id: item.key,
    version: item.versionNumber,
    contentHash: item.renditionHash,
    title,
    html,
    text,
    metadata:
      column === undefined ? metadata : [...metadata, { name: 'column', label: '建议栏目', value: column }],
    files: files.map(({ hash, name, mediaType, size, role }) => ({ hash, name, mediaType, size, role })),
    publishAt: item.publishAt.toISOString(),
    ...(item.expiresAt === undefined ? {} : { expiresAt: item.expiresAt.toISOString() }),
    priority: item.priority,
    permalink: item.permalink,
    office,
    ...(baseUrl === undefined ? {} : { callback: `${baseUrl}/status` }),
  };
}

/** Why it has to go, as the portal's editor reads it. */
const reasons: Record<string, string> = {
  error: '内容有误',
  secrecy: '涉及不宜公开的内容',
  privacy: '涉及个人信息',
  policy_change: '政策调整',
  duplicate: '重复发布',
  other: '其他原因',
  expired: '公布期限届满',
  superseded: '已由新版本代替',
};

/** Asks for the withdrawal. Only a look that finds the page gone makes it done. */
export async function recall(_probe: PortalProbe, ctx: PortalCtx): Promise<Recalled> {
  const { settings, item } = ctx;
  if (settings.mode === 'handoff') return { state: 'pending' };
  const api = PortalApi.of(ctx);
  await ctx.step('withdraw', () => api.withdraw(item.key, reasons[item.goneReason ?? 'other'] ?? '其他原因'));
  return { state: 'pending' };
}
