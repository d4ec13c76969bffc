import type { Command } from '../command.js';
import { useHub } from '../hub-database.js';
import { UsageError } from '../refusal.js';
import { pauseTarget, resumeDrained, resumeTarget } from './pausing.js';

const reason = { type: 'string', value: 'TEXT', help: 'why; it goes into the ledger (required)' } as const;

export const pause: Command = {
  name: 'pause',
  usage: 'TARGET',
  summary: 'Lets nothing new start at a target (its slug or id); what is being sent goes on.',
  notes: [],
  flags: { reason },
  async run({ config, words, flags, actor, say }) {
    const [name] = words;
    if (name === undefined || words.length > 1) throw new UsageError('pause needs one target.');
    const why = flags.required('reason');
    const slug = await useHub(config, say, ({ db }) => pauseTarget(db, actor, name, why));
    return { facts: { target: slug, paused: true }, lines: [`${slug} is paused`] };
  },
};

export const resume: Command = {
  name: 'resume',
  usage: 'TARGET | --drained',
  summary: 'Lets a paused target (its slug or id) go on: what waits is sent.',
  notes: [],
  flags: { reason, drained: { type: 'boolean', help: 'every target that drain paused' } },
  async run({ config, words, flags, actor, say }) {
    const [name] = words;
    if ((name === undefined) !== flags.has('drained') || words.length > 1)
      throw new UsageError('resume needs one target, or --drained.');
    const why = flags.required('reason');
    const targets = await useHub(config, say, async ({ db }) =>
      name === undefined ? resumeDrained(db, actor, why) : [await resumeTarget(db, actor, name, why)],
    );
    return { facts: { targets, paused: false }, lines: [`${targets.join(', ') || 'no target'} goes on`] };
  },
};
