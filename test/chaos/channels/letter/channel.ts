import { defineChannel, type Seen } from '../../../../src/contract/channel.js';
import { common, send, type Notice, type Settings } from '../outside.js';

const HOUR_MS = 3_600_000;

/** A place that keeps whatever it gets and cannot be looked into, such as a mailbox: what was cut off stays unconfirmed. */
export const channel = defineChannel<Settings, Notice>({
  ...common,
  id: 'letter',
  label: { zh: '试验信件', en: 'Trial letter' },
  capabilities: { media: ['text'], maxTitle: 200, maxBody: 100_000, update: false, recall: 'request' },
  settleMs: 1_000,
  async deliver({ document }, ctx) {
    const { slug } = ctx.target;
    await ctx.step('send', () => send(ctx, 'POST', `/letter/${slug}/${ctx.item.key}`, { ...document }));
    return { state: 'done', ref: ctx.item.key };
  },
  verify({ op, steps, key }, ctx): Promise<Seen> {
    if (op === 'recall')
      return Promise.resolve({
        is: 'pending',
        again: new Date(ctx.now().getTime() + HOUR_MS),
        person: { kind: 'call', text: { zh: '请致电收件人撤下', en: 'Call the recipient to take it down' } },
      });
    return Promise.resolve(
      'send' in steps
        ? { is: 'live', receipt: { state: 'done', ref: key } }
        : { is: 'unknown', reason: 'a letter leaves no trace that could be read' },
    );
  },
  recall: (_, ctx) => Promise.resolve({ state: 'pending', again: new Date(ctx.now().getTime() + HOUR_MS) }),
});
