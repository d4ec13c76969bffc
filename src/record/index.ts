export { RecordModule } from './record.module.js';
export { Sealer } from './sealer.js';
export { verifyLedger, type LedgerProof } from './verify.js';
export { sealNext } from './seals.js';
