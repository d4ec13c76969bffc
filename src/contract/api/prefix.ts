/** All API routes stand below this. */
export const API_PREFIX = '/api/v1';
