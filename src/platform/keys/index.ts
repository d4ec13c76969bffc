export { loadSigningKey, type SigningKey } from './signing-key.js';
