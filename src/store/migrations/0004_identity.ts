import { type Kysely, sql } from 'kysely';

/** Log-ins, sessions and the counters that slow guessing down. The auth_* columns are those of better-auth. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table auth_user (
      id text primary key, name text not null, email text not null unique, email_verified boolean not null default false,
      image text, username text not null unique, created_at timestamptz not null, updated_at timestamptz not null
    )`.execute(db);
  await sql`
    create table auth_session (
      id text primary key, user_id text not null references auth_user on delete cascade, token text not null unique,
      expires_at timestamptz not null, ip_address text, user_agent text,
      created_at timestamptz not null, updated_at timestamptz not null
    )`.execute(db);
  await sql`create index auth_session_user on auth_session (user_id)`.execute(db);
  await sql`create index auth_session_expiry on auth_session (expires_at)`.execute(db);
  await sql`
    create table auth_account (
      id text primary key, user_id text not null references auth_user on delete cascade, account_id text not null,
      provider_id text not null, access_token text, refresh_token text, id_token text,
      access_token_expires_at timestamptz, refresh_token_expires_at timestamptz, scope text, password text,
      created_at timestamptz not null, updated_at timestamptz not null, unique (provider_id, account_id)
    )`.execute(db);
  await sql`create index auth_account_user on auth_account (user_id)`.execute(db);
  await sql`
    create table auth_verification (
      id text primary key, identifier text not null, value text not null, expires_at timestamptz not null,
      created_at timestamptz not null, updated_at timestamptz not null
    )`.execute(db);
  await sql`create index auth_verification_identifier on auth_verification (identifier)`.execute(db);

  await sql`
    create table login_attempts (
      key text primary key, attempts integer not null, since timestamptz not null default hub_now()
    )`.execute(db);
  await sql`create index login_attempts_age on login_attempts (since)`.execute(db);
  await sql`comment on column login_attempts.key is 'account:, address: or pair: and a keyed hash'`.execute(
    db,
  );
}
