export { decidedHow } from './decided.js';
export { Procedures } from './procedures.service.js';
export { ReviewModule } from './review.module.js';
export { ReviewReader } from './review.reader.js';
export { Reviews } from './review.service.js';
export { labelOf, procedureOf } from './procedure.js';
export { whoMayTake } from './takers.js';
