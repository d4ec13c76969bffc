import type { Command } from '../command.js';
import { useHub } from '../hub-database.js';
import { UsageError } from '../refusal.js';
import { ListName, listOf, OVERDUE_S, type ListedItem } from './lists.js';

export const list: Command = {
  name: 'list',
  usage: ListName.options.join('|'),
  summary: 'What waits for somebody: since when, why, and the one thing to do about it.',
  notes: [
    '  dead         deliveries that failed and were not replaced',
    '  unconfirmed  nobody could find out whether it is out: a person decides in the console',
    '  missing      was live, and the patrol found it gone or changed',
    '  paused       targets that nothing is sent to',
    `  overdue      should have begun or ended more than ${OVERDUE_S} s ago`,
    '  open         queued, being sent, or waiting for the other side or a person',
  ],
  flags: {
    target: { type: 'string', value: 'SLUG', help: 'of this target only' },
    limit: { type: 'string', value: 'N', help: 'at most so many, oldest first (200)' },
  },
  async run({ config, words, flags, say }) {
    const name = ListName.safeParse(words[0]).data;
    if (name === undefined || words.length > 1)
      throw new UsageError(`list needs one of ${ListName.options.join(', ')}.`);
    const [target, limit] = [flags.text('target'), flags.number('limit', 200)];
    const { consoleUrl } = config;
    const { total, items } = await useHub(config, say, ({ db }) =>
      listOf(db, name, { limit, target, consoleUrl }),
    );
    const more = total > items.length ? [`… and ${total - items.length} more (--limit)`] : [];
    return {
      facts: { list: name, total, items: items.map((item) => ({ ...item })) },
      lines: [`${name}: ${total}`, ...items.flatMap(linesOf), ...more],
    };
  },
};

function linesOf({
  id,
  office,
  announcement,
  target,
  targetName,
  operation,
  state,
  since,
  reason,
  action,
}: ListedItem) {
  const what = operation === null ? state : `${operation} ${state}`;
  return [
    '',
    `${id}  ${what} since ${since}`,
    `  ${announcement === null ? '' : `${announcement} → `}${targetName} (${target}), ${office}`,
    ...(reason === null ? [] : [`  why: ${reason}`]),
    `  do:  ${action}`,
  ];
}
