import type { ChannelView, Desk, TargetView } from '../contract/api.js';
import type { Channel } from '../contract/channel.js';
import type { Json } from '../contract/values.js';
import { fieldsOf } from './fields.js';
import type { ResolvedTarget } from './resolved.js';
import { settingsFields } from './settings.js';

/** Who works with a channel's targets. */
export const deskOfChannel = (channel: Pick<Channel, 'desk'>): Desk => channel.desk ?? 'office';

const extrasSchemas = new WeakMap<Channel, Json>();

/** The JSON schema of the draft's fields for a channel, if it has some. */
function extrasSchema(channel: Channel): Json | undefined {
  if (!channel.extras) return undefined;
  const schema = extrasSchemas.get(channel) ?? fieldsOf(channel.extras).schema;
  extrasSchemas.set(channel, schema);
  return schema;
}

export function channelView(channel: Channel): ChannelView {
  return {
    id: channel.id,
    label: channel.label,
    desk: deskOfChannel(channel),
    caution: channel.caution,
    settingsSchema: settingsFields(channel).schema,
    pace: channel.limits,
  };
}

/** A target for people: nothing of its settings but whether it talks to a drill. */
export function targetView(target: ResolvedTarget, publicUrl: string | undefined): TargetView {
  const { channel } = target;
  const { capabilities } = channel;
  return {
    id: target.id,
    channel: channel.id,
    channelLabel: channel.label,
    desk: deskOfChannel(channel),
    name: target.name,
    slug: target.slug,
    enabled: target.enabled,
    drill: target.drill,
    pausedReason: target.pausedReason,
    pausedWords: target.pausedWords,
    caution: channel.caution,
    extras: extrasSchema(channel),
    pickup: channel.pickup,
    limits: { maxTitle: capabilities.maxTitle, maxBody: capabilities.maxBody },
    pace: target.pace,
    usedToday: target.usedToday,
    capabilities: { media: capabilities.media, update: capabilities.update, recall: capabilities.recall },
    publicUrl,
  };
}
