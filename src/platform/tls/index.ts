export { Authority } from './authority.js';
export { SecureDoor } from './door.js';
export { hostNames, networkName } from './names.js';
