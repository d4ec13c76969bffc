import { type Kysely, sql } from 'kysely';

/** Departments, invitations by link, second factors, tokens for other programs, and when a session was last proved. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table department (
      id uuid primary key, office_id uuid not null references office, name text not null check (name <> ''),
      created_at timestamptz not null default hub_now(), closed_at timestamptz, unique (office_id, id)
    )`.execute(db);
  await sql`create unique index department_name on department (office_id, name) where closed_at is null`.execute(
    db,
  );
  await sql`alter table member add column department_id uuid`.execute(db);
  await sql`
    alter table member add constraint member_department foreign key (office_id, department_id)
      references department (office_id, id)`.execute(db);

  await sql`
    create table invitation (
      id uuid primary key, office_id uuid not null references office, token_hash text not null unique, name text not null,
      roles text[] not null, department_id uuid, names_office boolean not null default false,
      invited_by uuid references member, created_at timestamptz not null default hub_now(), expires_at timestamptz not null,
      used_by uuid references member, ended_at timestamptz,
      foreign key (office_id, department_id) references department (office_id, id),
      check (used_by is null or ended_at is not null)
    )`.execute(db);
  await sql`comment on column invitation.token_hash is 'SHA-256 of what stands in the link'`.execute(db);
  await sql`create index invitation_open on invitation (office_id) where ended_at is null`.execute(db);

  await sql`
    create table second_factor (
      member_id uuid primary key references member, secret text not null, recovery text[] not null default '{}',
      confirmed_at timestamptz, last_step bigint not null default 0
    )`.execute(db);
  await sql`comment on column second_factor.secret is 'encrypted with the hub''s key, bound to the member'`.execute(
    db,
  );
  await sql`comment on column second_factor.last_step is 'a code is good once: the newest 30 s that was used'`.execute(
    db,
  );

  await sql`
    create table api_token (
      id uuid primary key, office_id uuid not null references office, member_id uuid not null references member,
      name text not null check (name <> ''), token_hash text not null unique, permissions text[] not null,
      created_at timestamptz not null default hub_now(), expires_at timestamptz not null, last_used_at timestamptz,
      revoked_at timestamptz
    )`.execute(db);
  await sql`create index api_token_member on api_token (member_id) where revoked_at is null`.execute(db);

  await sql`alter table auth_session add column proved_at timestamptz not null default now()`.execute(db);
  await sql`comment on column auth_session.proved_at is 'when its member last gave the password'`.execute(db);
}
