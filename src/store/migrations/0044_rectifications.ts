import { type Kysely, sql } from 'kysely';

/** 整改单: what went wrong, what was done about it, and who but its writers said that it is put right. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table office add column rectify_days integer not null default 10
      check (rectify_days between 1 and 60)`.execute(db);
  await sql`comment on column office.rectify_days is 'working days until a rectification is due'`.execute(db);
  await sql`
    create table rectification (
      id uuid primary key, office_id uuid not null references office,
      announcement_id uuid not null references announcement,
      origin text not null check (origin in ('recall', 'late', 'missed', 'ordered')),
      recall_id uuid unique references recall_request,
      opened_at timestamptz not null default hub_now(), opened_by uuid not null references member,
      check ((origin = 'recall') = (recall_id is not null))
    )`.execute(db);
  await sql`create index rectification_newest on rectification (office_id, opened_at desc, id desc)`.execute(
    db,
  );
  await sql`create index rectification_of on rectification (announcement_id)`.execute(db);
  await sql`
    create table rectification_step (
      rectification_id uuid not null references rectification, number integer not null check (number > 0),
      act text not null
        check (act in ('opened', 'written', 'notice', 'moved', 'submitted', 'signed', 'returned')),
      member_id uuid not null references member, at timestamptz not null default hub_now(),
      due_on date, content jsonb, notice jsonb, words text, hash text,
      primary key (rectification_id, number),
      check ((act in ('opened', 'moved')) = (due_on is not null)),
      check ((act = 'written') = (content is not null)),
      check ((act = 'notice') = (notice is not null)),
      check ((act in ('submitted', 'signed', 'returned')) = (hash is not null)),
      check (act not in ('moved', 'returned') or words <> '')
    )`.execute(db);
  await sql`comment on column rectification_step.hash is 'of what was submitted; a sign-off is about the same'`.execute(
    db,
  );
  await order(db);
}

/**
 * The steps' order: nothing is written while it waits for its sign-off, and nothing after it. Who wrote any of it does not
 * judge it. Two steps at once have the same number, and one of them is refused.
 */
async function order(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function rectification_step_stands() returns trigger language plpgsql as $$
    declare
      steps integer;
      standing rectification_step;
    begin
      select count(*) into steps from rectification_step where rectification_id = new.rectification_id;
      select * into standing from rectification_step
        where rectification_id = new.rectification_id and act in ('opened', 'submitted', 'signed', 'returned')
        order by number desc limit 1;
      if new.number <> steps + 1 or (new.act = 'opened') <> (steps = 0)
        or standing.act = 'signed'
        or (coalesce(standing.act, '') = 'submitted') <> (new.act in ('signed', 'returned')) then
        raise exception 'this step of a rectification does not follow'
          using errcode = 'check_violation', constraint = 'rectification_step_stands';
      end if;
      if new.act in ('signed', 'returned') then
        if new.hash <> standing.hash then
          raise exception 'a sign-off is about what was submitted'
            using errcode = 'check_violation', constraint = 'rectification_signer_saw';
        end if;
        if exists (select from rectification_step where rectification_id = new.rectification_id
            and act in ('written', 'notice', 'submitted') and member_id = new.member_id) then
          raise exception 'who wrote a rectification does not sign it off'
            using errcode = 'check_violation', constraint = 'rectification_signer_apart';
        end if;
      end if;
      return new;
    end $$`.execute(db);
  await sql`
    create trigger rectification_step_stands before insert on rectification_step
    for each row execute function rectification_step_stands()`.execute(db);
}
