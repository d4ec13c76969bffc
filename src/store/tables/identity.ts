/** Tables of log-ins and sessions; their migration stands in `0004_identity.ts`. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled by identity
export interface IdentityTables {}
