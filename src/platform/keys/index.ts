export { isSignedBy, loadSigningKey, type SigningKey } from './signing-key.js';
