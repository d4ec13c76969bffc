import { Queue, Worker } from 'bullmq';
import type { QueueBackend } from './backend.js';

/**
 * The floor that benchmarks compare with: seconds for one worker that does nothing to drain `size` jobs which addBulk
 * put into a queue of its own.
 */
export async function bareQueue(
  backend: QueueBackend,
  name: string,
  size: number,
  concurrency: number,
): Promise<number> {
  const queue = new Queue(name, { connection: backend.forQueues });
  const jobs = Array.from({ length: size }, (_, index) => ({
    name: 'bare',
    data: { index },
    opts: { attempts: 1, removeOnComplete: true, removeOnFail: true },
  }));
  await queue.addBulk(jobs);
  let done = 0;
  const start = performance.now();
  const seconds = await new Promise<number>((resolve, reject) => {
    const worker = new Worker(name, () => Promise.resolve(), { connection: backend.forWorkers, concurrency });
    worker.on('error', reject);
    worker.on('completed', () => {
      done += 1;
      if (done < size) return;
      const elapsed = (performance.now() - start) / 1000;
      worker.close().then(() => {
        resolve(elapsed);
      }, reject);
    });
  });
  await queue.close();
  return seconds;
}
