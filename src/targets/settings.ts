import type { Channel } from '../contract/channel.js';
import type { Json } from '../contract/values.js';
import { parseFields } from '../platform/parse.js';
import { fieldsOf, type Fields } from './fields.js';
import {
  changedSecrets,
  fillSecrets,
  mergeSecrets,
  openSecrets,
  sealSecrets,
  splitSecrets,
  type Secrets,
} from './secrets.js';

/** Settings as the table keeps them. */
export interface StoredSettings {
  settings: Json;
  /** Encrypted; null when there are none. */
  secrets: string | null;
}

const known = new WeakMap<Channel, Fields>();

/** The fields of a channel's settings. */
export function settingsFields(channel: Channel): Fields {
  const fields = known.get(channel) ?? fieldsOf(channel.settings);
  known.set(channel, fields);
  return fields;
}

/**
 * What a person wishes for a target, checked, complete and split for the table. `before` is what the target has now.
 * @throws HubError `invalid_request`, with paths below `settings`
 */
export function prepareSettings(
  channel: Channel,
  key: Buffer,
  targetId: string,
  wish: Json,
  before: Secrets,
): { stored: StoredSettings; changedSecrets: string[] } {
  const fields = settingsFields(channel).secrets;
  const whole = parseFields(channel.settings, fillSecrets(wish, fields, before), 'settings');
  const { settings, secrets } = splitSecrets(whole, fields);
  return {
    stored: { settings, secrets: sealSecrets(key, targetId, secrets) },
    changedSecrets: changedSecrets(before, secrets),
  };
}

export interface OpenedSettings {
  settings: Json;
  secrets: Secrets;
  /** Both together, for the channel alone. */
  whole: Json;
}

/** Reads settings from the table. @throws Error when the secrets cannot be read with this key */
export function openSettings(
  channel: Channel,
  key: Buffer,
  targetId: string,
  { settings, secrets: sealed }: StoredSettings,
): OpenedSettings {
  // Without secrets there is nothing to ask the schema.
  if (sealed === null) return { settings, secrets: {}, whole: settings };
  const secrets = openSecrets(key, targetId, sealed);
  return { settings, secrets, whole: mergeSecrets(settings, settingsFields(channel).secrets, secrets) };
}
