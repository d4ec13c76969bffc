import { Sink } from '../test/support/sink-server.js';

/**
 * The outside of a benchmark in a process of its own. Tells its address, then how much it got whenever it is asked.
 * Told to hang, it takes calls and does not answer until it is told to answer.
 */
const sink = await new Sink().start();
process.send?.({ url: sink.url });
process.on('message', (word) => {
  if (word === 'hang') sink.hold('POST');
  if (word === 'answer') sink.release();
  if (word !== 'tell') return;
  const posts = [...sink.posts.values()];
  process.send?.({ items: sink.items.size, doubled: posts.filter((count) => count > 1).length });
});
process.on('disconnect', () => process.exit(0));
