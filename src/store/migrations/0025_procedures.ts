import { type Kysely, sql } from 'kysely';

/**
 * A version keeps the procedure that held when it was submitted: what is changed for the office afterwards changes
 * nothing in a review that has begun, and a year later it still says which steps it had to pass. The database copies it,
 * so that no version can come in without.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table procedure add column distinct_members boolean not null default false,
      add column set_at timestamptz not null default hub_now()`.execute(db);
  await sql`alter table version add column procedure jsonb`.execute(db);
  await sql`comment on column version.procedure is 'as it stood at the submission; null: the office had set none'`.execute(
    db,
  );
  await sql`
    create function procedure_of(office uuid, kind text) returns jsonb language sql stable as $$
      select jsonb_build_object('steps', steps, 'distinct', distinct_members) from procedure
      where office_id = office and category in (kind, '*') order by category = '*' limit 1
    $$`.execute(db);
  await sql`update version set procedure = procedure_of(office_id, content ->> 'category')`.execute(db);
  await sql`
    create function version_procedure() returns trigger language plpgsql as $$
    begin
      new.procedure := procedure_of(new.office_id, new.content ->> 'category');
      return new;
    end $$`.execute(db);
  await sql`
    create trigger version_procedure before insert on version for each row execute function version_procedure()`.execute(
    db,
  );
}
