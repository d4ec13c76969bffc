import { type Kysely, sql } from 'kysely';

/** What blocks a draft may stay when a second person says why. */
export async function up(db: Kysely<unknown>): Promise<void> {
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
