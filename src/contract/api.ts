export * from './api/common.js';
export * from './api/intake.js';
export * from './api/review.js';
export * from './api/delivery.js';
export * from './api/screens.js';
export * from './api/live.js';
export * from './api/identity.js';
