export { RecordModule } from './record.module.js';
export { verifyLedger, type LedgerProof } from './verify.js';
export { sealNext } from './seals.js';
export { AnchorBook } from './anchors/anchor-book.js';
export { parseAnchors } from './anchors/anchor.js';
export { START, type Position } from './entries.js';
export { follow, type FollowedEntry } from './following.js';
