import 'reflect-metadata';
import { startBenchHub, type Ground } from './deliver/hub.js';

/** A worker of a benchmark in a process of its own; its first argument says what it runs on. It ends with its parent. */
const ground = JSON.parse(process.argv[2] ?? 'null') as Ground;
const hub = await startBenchHub(ground, 'worker');
process.on('disconnect', () => {
  void hub.stop().then(() => process.exit(0));
});
process.send?.('ready');
