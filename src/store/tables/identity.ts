import type { StampedTimestamp, Timestamp } from '../column-types.js';

/** Tables of log-ins and sessions; their migration stands in `0004_identity.ts`. better-auth writes the auth_* ones. */
export interface IdentityTables {
  auth_user: {
    id: string;
    name: string;
    email: string;
    email_verified: boolean;
    image: string | null;
    username: string;
    created_at: Timestamp;
    updated_at: Timestamp;
  };
  auth_session: {
    id: string;
    user_id: string;
    token: string;
    expires_at: Timestamp;
    ip_address: string | null;
    user_agent: string | null;
    created_at: Timestamp;
    updated_at: Timestamp;
  };
  auth_account: {
    id: string;
    user_id: string;
    account_id: string;
    provider_id: string;
    password: string | null;
    created_at: Timestamp;
    updated_at: Timestamp;
  };
  auth_verification: {
    id: string;
    identifier: string;
    value: string;
    expires_at: Timestamp;
    created_at: Timestamp;
    updated_at: Timestamp;
  };
  /** Log-ins tried since `since`, by account and by address; the keys are keyed hashes. */
  login_attempts: { key: string; attempts: number; since: StampedTimestamp };
}
