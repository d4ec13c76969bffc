import { DrillOptions } from './options.js';
import { openDrill } from './server.js';

/** The drill mailbox as a program: one argument with its options as JSON, one line on standard output once it serves. */
const drill = await openDrill(DrillOptions.parse(JSON.parse(process.argv[2] ?? '{}')));
const { url, origins, smtp, targets } = drill;
const title = { zh: '演练收件箱', en: 'Drill mailbox' };
process.stdout.write(`DRILL ${JSON.stringify({ url, title, origins, smtp, targets })}\n`);

let closing = false;
const end = (): void => {
  if (closing) return;
  closing = true;
  drill.close().then(
    () => process.exit(0),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
};
process.once('SIGTERM', end);
process.stdin.once('end', end).once('close', end).resume();
