import type { Extras, ProblemView } from '../contract/api.js';
import { HubError } from '../contract/errors.js';
import type { Json } from '../contract/values.js';
import { parseFields } from '../platform/parse.js';
import type { ResolvedTarget } from '../targets/index.js';
import { cleanText } from './clean.js';

/** Characters of all extras of a draft, as JSON. */
const maxLength = 200_000;

/** Extras as they are kept: texts without unwanted characters, channels without anything left out. */
export function cleanExtras(given: Extras = {}): Extras {
  const clean = Object.entries(given).flatMap(([channel, value]): [string, Json][] =>
    isEmpty(value) ? [] : [[cleanText(channel), cleanJson(value)]],
  );
  const extras = Object.fromEntries(clean);
  if (JSON.stringify(extras).length > maxLength)
    throw new HubError(
      'invalid_request',
      'The fields for single channels hold too much text: shorten them.',
      {
        errors: [{ path: 'extras', message: 'too long' }],
      },
    );
  return extras;
}

const isEmpty = (value: Json): boolean =>
  value === null || (typeof value === 'object' && Object.keys(value).length === 0);

function cleanJson(value: Json): Json {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map(cleanJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [cleanText(key), cleanJson(one)]));
}

/** What a draft says for the channels of its targets, as they parse it. */
export interface ReadExtras {
  /** For the version: without channels for which nothing was said. Undefined when that leaves nothing. */
  frozen: Extras | undefined;
  /** For rendering, by channel; what was left out as the channel fills it in. */
  byChannel: ReadonlyMap<string, Json>;
  /** One for each mistake of a channel that cannot read its own. */
  problems: ProblemView[];
}

/** Reads extras for the channels of these targets; those of other channels wait in the draft. */
export function readExtras(given: Extras = {}, targets: readonly ResolvedTarget[]): ReadExtras {
  const byChannel = new Map<string, Json>();
  const frozen: Extras = {};
  const problems: ProblemView[] = [];
  const seen = new Set<string>();
  for (const target of targets) {
    const { id, extras } = target.channel;
    if (seen.has(id)) continue;
    seen.add(id);
    const said = extras ? given[id] : undefined;
    try {
      const parsed = extras ? parseFields(extras, said ?? {}, id) : {};
      byChannel.set(id, parsed);
      if (said !== undefined) frozen[id] = parsed;
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      problems.push(...(error.extra.errors ?? []).map((wrong) => problem(target, wrong)));
    }
  }
  return { frozen: Object.keys(frozen).length === 0 ? undefined : frozen, byChannel, problems };
}

function problem(
  { id, channel }: ResolvedTarget,
  { path, message }: { path: string; message: string },
): ProblemView {
  return {
    severity: 'error',
    code: 'extras_invalid',
    field: `extras.${path}`,
    message: {
      zh: `“${channel.label.zh}”的专用内容有误（${path}）：${message}`,
      en: `What is said for ${channel.label.en} alone does not fit (${path}): ${message}`,
    },
    targetId: id,
  };
}
