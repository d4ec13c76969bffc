import { parentPort, workerData } from 'node:worker_threads';
import type { Register } from './model.js';
import { registerPdf } from './pages.js';

parentPort?.postMessage(Uint8Array.from(await registerPdf(workerData as Register)));
