import { z } from 'zod';
import { quirkKinds, sinkKinds } from '../plan/words.js';
import { Sinks } from './sinks.js';

/** The outside in a process of its own. Tells its addresses, then does and tells whatever it is asked. */
const Order = z.discriminatedUnion('do', [
  z.object({
    do: z.literal('begin'),
    quirks: z.array(
      z.object({
        kind: z.enum(quirkKinds),
        target: z.string(),
        announcement: z.int(),
        step: z.enum(['drafts', 'submit']).optional(),
      }),
    ),
    gazetteMs: z.tuple([z.number(), z.number()]),
  }),
  z.object({ do: z.enum(['cut', 'mend']), sinks: z.array(z.enum(sinkKinds)) }),
  z.object({
    do: z.literal('lose'),
    items: z.array(z.object({ target: z.string(), announcement: z.int() })),
  }),
  z.object({ do: z.literal('tell') }),
  z.object({ do: z.literal('pulse') }),
]);
export type Order = z.infer<typeof Order>;

const sinks = new Sinks();

async function obey(order: Order): Promise<object> {
  switch (order.do) {
    case 'begin':
      sinks.begin(order.quirks, order.gazetteMs);
      return {};
    case 'cut':
    case 'mend':
      for (const kind of order.sinks) await sinks[order.do](kind);
      return {};
    case 'lose': {
      const keys = sinks.records.lose(order.items);
      for (const _ of keys) sinks.countQuirk('loses-item');
      return { keys };
    }
    case 'tell':
      return { records: sinks.records.list(), shown: sinks.shown };
    case 'pulse':
      return { underWay: sinks.underWay, quirks: sinks.quirksShown };
  }
}

process.send?.({ urls: await sinks.start() });
process.on('message', (message: { turn: number; order: unknown }) => {
  const { turn, order } = message;
  obey(Order.parse(order)).then(
    (answer) => process.send?.({ turn, answer }),
    (error: unknown) => process.send?.({ turn, error: String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));
