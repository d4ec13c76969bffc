export { SecureDoor } from './door.js';
export { Trust } from './trust.js';
