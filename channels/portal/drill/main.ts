import { DrillOptions, openDrill } from './server.js';

/** `node main.js '<json>'`: serves until its standard input closes or it is told to end. */
const options = DrillOptions.parse(JSON.parse(process.argv[2] ?? '{}'));
const drill = await openDrill({
  ...options,
  warn: (words) => {
    process.stderr.write(`${words}\n`);
  },
});
process.stdout.write(`DRILL ${JSON.stringify(drill.line)}\n`);

let isEnding = false;
function end(): void {
  if (isEnding) return;
  isEnding = true;
  drill.close().then(
    () => process.exit(0),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
}
process.once('SIGTERM', end);
process.once('SIGINT', end);
process.stdin.once('end', end).once('close', end).resume();
