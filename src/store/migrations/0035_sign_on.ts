import { type Kysely, sql } from 'kysely';

/** Members known by an OpenID Connect provider, and how a session was made. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table member add column email text check (email = lower(email) and email like '_%@_%')`.execute(
    db,
  );
  await sql`comment on column member.email is 'as an administrator entered it: by it a first sign-on finds its member'`.execute(
    db,
  );
  await sql`create index member_email on member (email) where email is not null`.execute(db);
  await sql`
    create table member_identity (
      issuer text not null, subject text not null check (subject <> ''), member_id uuid not null references member,
      linked_at timestamptz not null default hub_now(), primary key (issuer, subject), unique (member_id, issuer)
    )`.execute(db);
  await sql`comment on table member_identity is 'who a provider means by a subject; a row is never given to another member'`.execute(
    db,
  );
  await sql`
    create function member_identity_stays_with_its_member() returns trigger language plpgsql as $$
    begin
      raise exception 'an identity is unlinked and linked anew, never changed' using errcode = 'check_violation';
    end $$`.execute(db);
  await sql`
    create trigger member_identity_stays before update on member_identity
      for each row execute function member_identity_stays_with_its_member()`.execute(db);
  await sql`
    create function member_identity_leaves_a_way_in() returns trigger language plpgsql as $$
    begin
      if not exists (
        select 1 from auth_account a join member m on m.user_id = a.user_id
        where m.id = old.member_id and a.provider_id = 'credential' and a.password is not null
      ) then
        raise exception 'a member without a password keeps the identity' using errcode = 'check_violation';
      end if;
      return old;
    end $$`.execute(db);
  await sql`
    create trigger member_identity_way_in before delete on member_identity
      for each row execute function member_identity_leaves_a_way_in()`.execute(db);
  await sql`
    alter table auth_session
      add column made_by text not null default 'password' check (made_by in ('password', 'provider')),
      add column logout_hint text`.execute(db);
  await sql`comment on column auth_session.logout_hint is 'the provider''s ID token, encrypted with the hub''s key, bound to the user'`.execute(
    db,
  );
  await sql`comment on column auth_session.proved_at is 'when its member last gave the password, or the provider last saw them sign in'`.execute(
    db,
  );
}
