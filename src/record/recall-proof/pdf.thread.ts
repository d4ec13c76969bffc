import { parentPort, workerData } from 'node:worker_threads';
import type { IssuedProof } from './model.js';
import { proofPdf } from './pdf.js';

// One document a thread: its fonts and the library go with it.
const bytes = await proofPdf(workerData as IssuedProof);
parentPort?.postMessage(Uint8Array.from(bytes));
