import { type Kysely, sql } from 'kysely';

/** Objections that come by the form on a notice's public page. The database holds them to the notice's window. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table objection alter column recorded_by drop not null, add column receipt text,
      add column sealed_from text, add column likeness text,
      add check ((recorded_by is null) = (receipt is not null)),
      add check (receipt is null or way = 'online'), add check (receipt is not null or sealed_from is null)`.execute(
    db,
  );
  await sql`comment on column objection.sealed_from is 'name and contact of who wrote it, encrypted like sealed'`.execute(
    db,
  );
  await sql`create unique index objection_receipt on objection (office_id, receipt) where receipt is not null`.execute(
    db,
  );
  await sql`create unique index objection_likeness on objection (notice_id, likeness) where likeness is not null`.execute(
    db,
  );
  await sql`
    create function objection_in_window() returns trigger language plpgsql as $$
    begin
      if not exists (
        select from notice n where n.id = new.notice_id and n.closed_at is null
          and n.published_at <= new.received_at and new.received_at < n.ends_at and new.received_at <= hub_now()) then
        raise exception 'objection: it did not come while the notice stood' using errcode = 'check_violation';
      end if;
      return new;
    end $$`.execute(db);
  await sql`
    create trigger objection_in_window before insert on objection
    for each row when (new.receipt is not null) execute function objection_in_window()`.execute(db);
}
