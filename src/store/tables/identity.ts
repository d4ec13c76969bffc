import type { ColumnType, Generated } from 'kysely';
import type { Permission, Role } from '../../contract/api.js';
import type { MaybeTimestamp, StampedTimestamp, Timestamp } from '../column-types.js';

/** Tables of log-ins and people; their migrations are `0004_identity.ts`, `0022_people.ts` and `0035_sign_on.ts`. better-auth writes the auth_* ones. */
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
    proved_at: StampedTimestamp;
    made_by: Generated<'password' | 'provider'>;
    /** Encrypted. */
    logout_hint: ColumnType<string | null, string | null | undefined, string | null>;
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
  department: {
    id: string;
    office_id: string;
    name: string;
    created_at: StampedTimestamp;
    closed_at: MaybeTimestamp;
  };
  invitation: {
    id: string;
    office_id: string;
    token_hash: string;
    name: string;
    roles: Role[];
    department_id: string | null;
    names_office: Generated<boolean>;
    invited_by: string | null;
    created_at: StampedTimestamp;
    expires_at: Timestamp;
    used_by: string | null;
    ended_at: MaybeTimestamp;
  };
  /** Who a provider means by a subject. */
  member_identity: { issuer: string; subject: string; member_id: string; linked_at: StampedTimestamp };
  second_factor: {
    member_id: string;
    secret: string;
    recovery: Generated<string[]>;
    confirmed_at: MaybeTimestamp;
    last_step: ColumnType<string, string | number | undefined, string | number>;
  };
  api_token: {
    id: string;
    office_id: string;
    member_id: string;
    name: string;
    token_hash: string;
    permissions: Permission[];
    created_at: StampedTimestamp;
    expires_at: Timestamp;
    last_used_at: MaybeTimestamp;
    revoked_at: MaybeTimestamp;
  };
}
