import { parentPort, workerData } from 'node:worker_threads';
import type { Register } from './model.js';
import { registerFile } from './sheet.js';

parentPort?.postMessage(await registerFile(workerData as Register));
