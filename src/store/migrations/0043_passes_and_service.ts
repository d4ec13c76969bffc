import { type Kysely, sql } from 'kysely';

/** What blocks a draft may stay when a second person says why; what is for a named party is served and never published. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await passes(db);
  await service(db);
}

async function passes(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table finding_pass (
      announcement_id uuid not null references announcement on delete cascade, finding text not null,
      office_id uuid not null references office, member_id uuid not null references member,
      reason text not null check (reason <> ''), at timestamptz not null default hub_now(),
      primary key (announcement_id, finding, member_id)
    )`.execute(db);
  await sql`comment on table finding_pass is 'by the finding''s hash of rule, place and words: another place or word is another finding'`.execute(
    db,
  );
  await sql`
    create function pass_by_another() returns trigger language plpgsql as $$
    begin
      if exists (select from announcement where id = new.announcement_id and drafter_id = new.member_id) then
        raise exception 'who drafted it lets nothing of it pass' using errcode = 'check_violation';
      end if;
      return null;
    end $$`.execute(db);
  await sql`
    create trigger pass_by_another after insert on finding_pass for each row execute function pass_by_another()`.execute(
    db,
  );
}

async function service(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table announcement
      add column audience text not null default 'public' check (audience in ('public', 'specific')),
      drop constraint announcement_stage_check, add constraint announcement_stage_check check (stage in
        ('drafting', 'review', 'returned', 'approved', 'released', 'recalled', 'withheld', 'served'))`.execute(
    db,
  );
  await sql`
    create table service_party (
      announcement_id uuid primary key references announcement on delete cascade, office_id uuid not null references office,
      salt uuid not null, sealed text not null, hash text not null, set_by uuid not null references member,
      set_at timestamptz not null default hub_now()
    )`.execute(db);
  await sql`comment on column service_party.sealed is 'the party''s name: encrypted with the hub''s key, bound to the salt'`.execute(
    db,
  );
  await sql`
    create table service_record (
      id uuid primary key, office_id uuid not null references office,
      announcement_id uuid not null references announcement, version_id uuid not null references approval,
      way text not null check (way in ('direct', 'post', 'electronic', 'left')), served_on date not null,
      sealed text not null, hash text not null, file jsonb,
      file_hash text generated always as (file ->> 'hash') stored, recorded_by uuid not null references member,
      recorded_at timestamptz not null default hub_now(),
      foreign key (office_id, file_hash) references blob (office_id, hash)
    )`.execute(db);
  await sql`comment on column service_record.served_on is 'the day that counts: of the signature, of the posting, of the arrival, or when it was left'`.execute(
    db,
  );
  await sql`comment on column service_record.sealed is 'who received it, and the note: encrypted with the hub''s key, bound to the row'`.execute(
    db,
  );
  await sql`create index service_record_announcement on service_record (announcement_id)`.execute(db);
  await refusals(db);
}

/** A delivery leads to a rendition, so that without one nothing can be sent anywhere. */
async function refusals(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function served_only() returns trigger language plpgsql as $$
    begin
      if tg_table_name = 'version' then
        if new.content ->> 'audience' = 'specific' and (new.target_ids <> '{}' or not new.content ? 'party') then
          raise exception 'what is for a named party names it, and no target' using errcode = 'check_violation';
        end if;
      elsif exists (select from version where id = new.version_id and content ->> 'audience' = 'specific') then
        raise exception 'what is for a named party is served, never published' using errcode = 'check_violation';
      end if;
      return null;
    end $$`.execute(db);
  for (const table of ['version', 'rendition', 'release'])
    await sql`
      create trigger served_only after insert on ${sql.id(table)} for each row execute function served_only()`.execute(
      db,
    );
  await sql`
    create function service_is_due() returns trigger language plpgsql as $$
    begin
      if not exists (select from version where id = new.version_id and announcement_id = new.announcement_id
          and office_id = new.office_id and content ->> 'audience' = 'specific') then
        raise exception 'only what is for a named party is served' using errcode = 'check_violation';
      end if;
      return null;
    end $$`.execute(db);
  await sql`
    create trigger service_is_due after insert on service_record for each row execute function service_is_due()`.execute(
    db,
  );
}
