import { type Kysely, sql } from 'kysely';

/**
 * Other bodies that were asked before a disclosure (政府信息公开条例 Art. 11, 17) and what is withheld (Art. 14–16, 18). All
 * of it is facts: nothing is changed once it is written, and what follows from them is one function, by which the database
 * itself refuses an approval and a release.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await texts(db);
  await consultations(db);
  await standing(db);
  await gates(db);
  await withholding(db);
  await sql`
    alter table office add column consult_days smallint not null default 10 check (consult_days between 1 and 60),
      add column reappraise_months smallint not null default 12 check (reappraise_months between 1 and 12)`.execute(
    db,
  );
}

/** Whether a text is still the one that somebody was asked about: without its number, targets and times. */
async function texts(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function text_hash(title text, body text, category text, issuer text, doc_no text, index_no text,
      attachments jsonb, extras jsonb) returns text language sql stable as $$
      select 'sha256:' || encode(sha256(convert_to(jsonb_build_array(title, body, category, issuer,
        coalesce(doc_no, ''), coalesce(index_no, ''), coalesce((
          select jsonb_agg(jsonb_build_array(f.file ->> 'hash', f.file ->> 'name') order by f.place)
          from jsonb_array_elements(attachments) with ordinality f (file, place)), '[]'),
        coalesce(extras, '{}'))::text, 'UTF8')), 'hex')
    $$`.execute(db);
  await sql`
    create function text_hash(content jsonb) returns text language sql stable as $$
      select text_hash(content ->> 'title', content ->> 'body', content ->> 'category', content ->> 'issuer',
        content ->> 'docNo', content ->> 'indexNo', content -> 'attachments', content -> 'extras')
    $$`.execute(db);
  await sql`alter table version add column text_hash text`.execute(db);
  await sql`update version set text_hash = text_hash(content)`.execute(db);
  await sql`alter table version alter column text_hash set not null`.execute(db);
  await sql`comment on column version.text_hash is 'of what it says, without its number, targets and times; written by the database'`.execute(
    db,
  );
  await sql`
    create function version_text() returns trigger language plpgsql as $$
    begin
      new.text_hash := text_hash(new.content);
      return new;
    end $$`.execute(db);
  await sql`
    create trigger version_text before insert on version for each row execute function version_text()`.execute(
    db,
  );
}

async function consultations(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table consultation (
      id uuid primary key, office_id uuid not null references office,
      announcement_id uuid not null references announcement,
      kind text not null check (kind in ('consultation', 'escalation')), organ text not null check (organ <> ''),
      contact text not null, question text not null check (question <> ''), due_at timestamptz not null,
      version_id uuid, version_hash text, text_hash text not null, again_of uuid,
      asked_by uuid not null references member, asked_at timestamptz not null default hub_now(),
      unique (id, kind), unique (id, announcement_id, kind, organ),
      foreign key (version_id, announcement_id) references version (id, announcement_id),
      foreign key (again_of, announcement_id, kind, organ) references consultation (id, announcement_id, kind, organ),
      check (due_at > asked_at), check ((version_id is null) = (version_hash is null))
    )`.execute(db);
  await sql`comment on column consultation.kind is 'escalation: an office that cannot decide asks who decides (Art. 17)'`.execute(
    db,
  );
  await sql`comment on column consultation.again_of is 'takes its place: the same body, asked in the same way'`.execute(
    db,
  );
  await sql`comment on column consultation.version_id is 'null: it was asked about the draft'`.execute(db);
  await sql`create index consultation_announcement on consultation (announcement_id, asked_at)`.execute(db);
  await sql`create index consultation_office on consultation (office_id, due_at)`.execute(db);
  // One row a consultation, so that of two who answer at once only one does.
  await sql`
    create table consultation_end (
      consultation_id uuid primary key, office_id uuid not null references office, kind text not null,
      verdict text not null, words text not null check (words <> ''), received_at timestamptz,
      file jsonb, file_hash text generated always as (file ->> 'hash') stored,
      ended_by uuid not null references member, ended_at timestamptz not null default hub_now(),
      foreign key (consultation_id, kind) references consultation (id, kind),
      foreign key (office_id, file_hash) references blob (office_id, hash),
      check (verdict = 'withdrawn' or (kind = 'consultation' and verdict in ('agrees', 'objects', 'no_opinion'))
        or (kind = 'escalation' and verdict in ('may', 'may_not', 'partly'))),
      check ((verdict = 'withdrawn') = (received_at is null)), check (verdict <> 'withdrawn' or file is null)
    )`.execute(db);
  await sql`
    create table consultation_confirmed (
      consultation_id uuid not null references consultation_end, text_hash text not null, note text not null,
      confirmed_by uuid not null references member, confirmed_at timestamptz not null default hub_now(),
      primary key (consultation_id, text_hash)
    )`.execute(db);
  await sql`comment on table consultation_confirmed is 'a person says that a reply holds for another text as well'`.execute(
    db,
  );
}

/**
 * open: no reply. earlier: the reply is about another text, and nobody has confirmed it for this one. refused: the body that
 * decides said that this text may not be disclosed, or not as it is. These three block. What was asked again counts no
 * more, unless that was withdrawn.
 */
async function standing(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function consultation_standing(announcement uuid, text text)
    returns table (consultation_id uuid, standing text, blocks boolean) language sql stable as $$
      select s.id, s.standing, s.standing in ('open', 'earlier', 'refused') from (
        select c.id, case
          when e.verdict is null then 'open'
          when e.verdict = 'withdrawn' then 'withdrawn'
          when exists (
            select from consultation n left join consultation_end x on x.consultation_id = n.id
            where n.again_of = c.id and x.verdict is distinct from 'withdrawn') then 'asked_again'
          when c.text_hash = $2 and e.verdict in ('may_not', 'partly') then 'refused'
          when c.text_hash = $2 then 'holds'
          when not exists (
            select from consultation_confirmed f
            where f.consultation_id = c.id and f.text_hash = $2) then 'earlier'
          when e.verdict = 'may_not' then 'refused'
          else 'holds' end as standing
        from consultation c left join consultation_end e on e.consultation_id = c.id
        where c.announcement_id = $1) s
    $$`.execute(db);
}

/** What is approved and released has been answered for; the announcement is locked, so that nobody asks meanwhile. */
async function gates(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function consultation_lock() returns trigger language plpgsql as $$
    begin
      perform from announcement where id = new.announcement_id for update;
      return new;
    end $$`.execute(db);
  await sql`
    create trigger consultation_lock before insert on consultation for each row execute function consultation_lock()`.execute(
    db,
  );
  await sql`
    create function version_consulted() returns trigger language plpgsql as $$
    declare
      about uuid;
      hash text;
    begin
      select announcement_id, text_hash into about, hash from version where id = new.version_id;
      perform from announcement where id = about for update;
      if exists (select from consultation_standing(about, hash) where blocks) then
        raise exception 'a consultation about the version % is open, or refuses it', new.version_id
          using errcode = 'check_violation', constraint = 'consultations_open';
      end if;
      if exists (select from decision where version_id = new.version_id and verdict = 'withhold') then
        raise exception 'the version % is withheld', new.version_id
          using errcode = 'check_violation', constraint = 'version_withheld';
      end if;
      return new;
    end $$`.execute(db);
  for (const table of ['approval', 'release'])
    await sql`
      create trigger version_consulted before insert on ${sql.table(table)}
      for each row execute function version_consulted()`.execute(db);
}

async function withholding(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table decision drop constraint decision_verdict_check,
      add constraint decision_verdict_check check (verdict in ('approve', 'return', 'withhold'))`.execute(db);
  await sql`
    alter table announcement drop constraint announcement_stage_check, add constraint announcement_stage_check
      check (stage in ('drafting', 'review', 'returned', 'approved', 'released', 'recalled', 'withheld'))`.execute(
    db,
  );
  await sql`
    create table withholding (
      id uuid primary key, office_id uuid not null references office, announcement_id uuid not null,
      version_id uuid not null, number integer not null check (number > 0),
      act text not null check (act in ('withheld', 'kept', 'lifted')), ground text,
      words text not null check (words <> ''), again_on date, member_id uuid not null references member,
      at timestamptz not null default hub_now(), unique (version_id, number),
      foreign key (version_id, announcement_id) references version (id, announcement_id),
      check ((act = 'withheld') = (number = 1)), check ((act = 'lifted') = (again_on is null)),
      check ((act = 'lifted') = (ground is null)),
      constraint again_within_a_year check (again_on > (at at time zone 'Asia/Shanghai')::date
        and again_on <= (at at time zone 'Asia/Shanghai')::date + interval '1 year')
    )`.execute(db);
  await sql`comment on column withholding.again_on is 'when it is looked at again (Art. 18)'`.execute(db);
  await sql`create index withholding_announcement on withholding (announcement_id, at)`.execute(db);
  await sql`
    create function announcement_withheld() returns trigger language plpgsql as $$
    declare
      newest text := (select act from withholding where version_id = old.current_version_id order by number desc limit 1);
    begin
      if new.stage = 'withheld' and (newest is distinct from 'withheld' or new.correction_note is not null) then
        raise exception 'nobody decided that the announcement % is withheld', old.id
          using errcode = 'check_violation', constraint = 'announcement_withheld';
      end if;
      if old.stage = 'withheld' and (newest is distinct from 'lifted' or new.stage <> 'drafting') then
        raise exception 'the announcement % is withheld', old.id
          using errcode = 'check_violation', constraint = 'announcement_withheld';
      end if;
      return new;
    end $$`.execute(db);
  await sql`
    create trigger announcement_withheld before update of stage on announcement
    for each row when (old.stage <> new.stage and 'withheld' in (old.stage, new.stage))
    execute function announcement_withheld()`.execute(db);
}
