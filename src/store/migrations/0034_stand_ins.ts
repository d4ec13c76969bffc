import { type Kysely, sql } from 'kysely';

/** Who decides when the usual person cannot at a screen: on paper, with a second look at the scan, or somebody for them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await paper(db);
  await paperGuard(db);
  await decisions(db);
  await delegations(db);
  await delegationGuard(db);
  await decisionGuard(db);
  await emergencies(db);
  await emergencyGuards(db);
}

async function paper(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table paper_slip (
      id uuid primary key, office_id uuid not null references office, code text not null unique,
      version_id uuid not null references version, step text not null, version_hash text not null,
      console_url text not null, printed_by uuid not null references member,
      printed_at timestamptz not null default hub_now(),
      unique (version_id, step), unique (id, version_id, step, version_hash)
    )`.execute(db);
  // The keys bring along what the slip was printed for, and the decision takes all of it over.
  await sql`
    create table paper_record (
      id uuid primary key, office_id uuid not null references office, slip_id uuid not null,
      version_id uuid not null, drafter_id uuid not null, step text not null, version_hash text not null,
      scan_hash text not null, scan_name text not null,
      verdict text not null check (verdict in ('approve', 'return')), opinion text not null, answers jsonb not null,
      signer_id uuid not null references member, signed_on date not null,
      recorded_by uuid not null references member, recorded_at timestamptz not null default hub_now(),
      outcome text check (outcome in ('confirmed', 'rejected')), note text,
      checked_by uuid references member, checked_at timestamptz,
      foreign key (slip_id, version_id, step, version_hash) references paper_slip (id, version_id, step, version_hash),
      foreign key (version_id, drafter_id) references version (id, submitted_by),
      foreign key (office_id, scan_hash) references blob (office_id, hash),
      unique (id, outcome, version_id, step, version_hash, verdict, signer_id),
      constraint recorder_may_not_confirm check (checked_by <> recorded_by),
      constraint paper_drafter_apart check (signer_id <> drafter_id and checked_by <> drafter_id),
      constraint paper_not_signed_ahead check (signed_on <= (recorded_at at time zone 'Asia/Shanghai')::date),
      check ((outcome is null) = (checked_by is null) and (outcome is null) = (checked_at is null)
        and (outcome is null) = (note is null))
    )`.execute(db);
  await sql`create unique index paper_record_open on paper_record (slip_id) where outcome is distinct from 'rejected'`.execute(
    db,
  );
  await sql`create index paper_record_version on paper_record (version_id, recorded_at)`.execute(db);
}

/** What keys and checks cannot say: who began the announcement is its drafter as well, and a check is made once. */
async function paperGuard(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function paper_record_guard() returns trigger language plpgsql as $$
    begin
      if tg_op = 'UPDATE' and old.outcome is not null then
        raise exception 'a paper record is checked once' using errcode = 'check_violation';
      end if;
      if exists (select from version v join announcement a on a.id = v.announcement_id
          where v.id = new.version_id and a.drafter_id in (new.signer_id, new.checked_by)) then
        raise exception 'who began the announcement neither signs nor checks'
          using errcode = 'check_violation', constraint = 'paper_drafter_apart';
      end if;
      if exists (select from member m where m.id in (new.signer_id, new.recorded_by, new.checked_by)
          and m.office_id <> new.office_id) then
        raise exception 'a paper record is of one office' using errcode = 'foreign_key_violation';
      end if;
      return new;
    end $$`.execute(db);
  await sql`
    create trigger paper_record_guard before insert or update on paper_record
    for each row execute function paper_record_guard()`.execute(db);
}

async function decisions(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table decision add column paper_id uuid,
      add column paper_outcome text generated always as (case when paper_id is not null then 'confirmed' end) stored`.execute(
    db,
  );
  await sql`comment on column decision.paper_outcome is 'brings along that the record has been confirmed'`.execute(
    db,
  );
  await sql`
    alter table decision add constraint decision_as_on_paper
      foreign key (paper_id, paper_outcome, version_id, step, version_hash, verdict, member_id)
      references paper_record (id, outcome, version_id, step, version_hash, verdict, signer_id)`.execute(db);
  await sql`create unique index decision_paper on decision (paper_id) where paper_id is not null`.execute(db);
  await sql`
    create function paper_counts() returns trigger language plpgsql as $$
    begin
      if not exists (select from decision where paper_id = new.id) then
        raise exception 'a confirmed paper record is a decision' using errcode = 'check_violation';
      end if;
      return null;
    end $$`.execute(db);
  await sql`
    create constraint trigger paper_counts after update on paper_record deferrable initially deferred
    for each row when (new.outcome = 'confirmed') execute function paper_counts()`.execute(db);
}

async function delegations(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table delegation (
      id uuid primary key, office_id uuid not null references office, from_id uuid not null references member,
      to_id uuid not null references member, starts_at timestamptz not null, ends_at timestamptz not null,
      categories text[] check (cardinality(categories) > 0), reason text not null check (reason <> ''),
      created_by uuid not null references member, created_at timestamptz not null default hub_now(),
      revoked_at timestamptz, revoked_by uuid references member, unique (id, from_id, to_id),
      check (from_id <> to_id), check (ends_at > starts_at and ends_at <= starts_at + interval '180 days'),
      check ((revoked_at is null) = (revoked_by is null))
    )`.execute(db);
  await sql`comment on column delegation.categories is 'null: all'`.execute(db);
  await sql`create index delegation_to on delegation (to_id, ends_at) where revoked_at is null`.execute(db);
  await sql`create index delegation_from on delegation (from_id, ends_at) where revoked_at is null`.execute(
    db,
  );
  await sql`create index delegation_office on delegation (office_id, ends_at)`.execute(db);
}

/** The giver's row is locked first, so that of two at once the second one sees the first. */
async function delegationGuard(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function delegation_guard() returns trigger language plpgsql as $$
    begin
      if tg_op = 'UPDATE' then
        if old.revoked_at is not null then
          raise exception 'a delegation is revoked once' using errcode = 'check_violation';
        end if;
        return new;
      end if;
      perform from member where id = new.from_id for no key update;
      if exists (select from member m where m.id in (new.from_id, new.to_id, new.created_by)
          and m.office_id <> new.office_id) then
        raise exception 'a delegation is of one office' using errcode = 'foreign_key_violation';
      end if;
      if exists (select from delegation g where g.from_id = new.from_id and g.revoked_at is null
          and g.starts_at < new.ends_at and g.ends_at > new.starts_at
          and (g.categories is null or new.categories is null or g.categories && new.categories)) then
        raise exception 'delegation_overlaps: these steps are given away already' using errcode = 'exclusion_violation';
      end if;
      return new;
    end $$`.execute(db);
  await sql`
    create trigger delegation_guard before insert or update on delegation
    for each row execute function delegation_guard()`.execute(db);
}

/**
 * A decision for another names the delegation that allows it now. Neither the one nor the other began the announcement,
 * and where the procedure asks for another person at every step, neither has had one.
 */
async function decisionGuard(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table decision add column for_member_id uuid, add column delegation_id uuid,
      add constraint decision_by_delegation foreign key (delegation_id, for_member_id, member_id)
        references delegation (id, from_id, to_id),
      add check ((for_member_id is null) = (delegation_id is null)),
      add constraint drafter_is_not_acted_for check (for_member_id <> drafter_id)`.execute(db);
  await sql`
    create function decision_guard() returns trigger language plpgsql as $$
    declare
      frozen jsonb;
      began uuid;
      kind text;
    begin
      select v.procedure, a.drafter_id, v.content ->> 'category' into frozen, began, kind
      from version v join announcement a on a.id = v.announcement_id where v.id = new.version_id;
      if began in (new.member_id, new.for_member_id) then
        raise exception 'drafter_may_not_decide: who began the announcement' using errcode = 'check_violation';
      end if;
      if new.delegation_id is not null and not exists (select from delegation g where g.id = new.delegation_id
          and g.revoked_at is null and g.starts_at <= hub_now() and g.ends_at > hub_now()) then
        raise exception 'the delegation does not hold now' using errcode = 'check_violation';
      end if;
      if new.step in ('duty-1', 'duty-2') and (new.verdict <> 'approve' or kind is distinct from '应急信息'
          or not exists (select from duty_member where member_id = new.member_id)
          or exists (select from decision d where d.version_id = new.version_id and d.member_id = new.member_id)) then
        raise exception 'two different persons on duty let an emergency go' using errcode = 'check_violation';
      end if;
      if coalesce((frozen ->> 'distinct')::boolean, false) and exists (select from decision d
          where d.version_id = new.version_id and (d.member_id in (new.member_id, new.for_member_id)
            or d.for_member_id in (new.member_id, new.for_member_id))) then
        raise exception 'this procedure asks for another person at every step' using errcode = 'check_violation';
      end if;
      return new;
    end $$`.execute(db);
  await sql`
    create trigger decision_guard before insert on decision for each row execute function decision_guard()`.execute(
    db,
  );
}

async function emergencies(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table duty_member (
      office_id uuid not null references office, member_id uuid primary key references member,
      added_by uuid not null references member, added_at timestamptz not null default hub_now()
    )`.execute(db);
  await sql`create index duty_member_office on duty_member (office_id)`.execute(db);
  await sql`alter table approval add column emergency boolean not null default false`.execute(db);
  await sql`
    create table after_review (
      version_id uuid primary key references approval, office_id uuid not null references office,
      announcement_id uuid not null references announcement, due_at timestamptz not null,
      outcome text check (outcome in ('confirmed', 'correct', 'recall')), note text,
      reviewed_by uuid references member, reviewed_at timestamptz,
      check ((outcome is null) = (note is null) and (outcome is null) = (reviewed_by is null)
        and (outcome is null) = (reviewed_at is null)), check (outcome = 'confirmed' or note <> '')
    )`.execute(db);
  await sql`create index after_review_open on after_review (office_id, due_at) where outcome is null`.execute(
    db,
  );
}

/** No emergency without two on duty, none without its review afterwards, and none released as anything else. */
async function emergencyGuards(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function emergency_guard() returns trigger language plpgsql as $$
    begin
      if (select count(distinct member_id) from decision
          where version_id = new.version_id and step in ('duty-1', 'duty-2') and verdict = 'approve') < 2 then
        raise exception 'two different persons on duty let an emergency go' using errcode = 'check_violation';
      end if;
      if not exists (select from after_review where version_id = new.version_id) then
        raise exception 'an emergency is reviewed afterwards' using errcode = 'check_violation';
      end if;
      return null;
    end $$`.execute(db);
  await sql`
    create constraint trigger emergency_guard after insert on approval deferrable initially deferred
    for each row when (new.emergency) execute function emergency_guard()`.execute(db);
  await sql`
    create function emergency_priority() returns trigger language plpgsql as $$
    begin
      if exists (select from approval where version_id = new.version_id and emergency) then
        raise exception 'what two on duty let go is released as an emergency' using errcode = 'check_violation';
      end if;
      return new;
    end $$`.execute(db);
  await sql`
    create trigger emergency_priority before insert on release for each row when (new.priority <> 'emergency')
    execute function emergency_priority()`.execute(db);
  await sql`
    create function after_review_guard() returns trigger language plpgsql as $$
    begin
      if old.outcome is not null then
        raise exception 'a review afterwards is taken once' using errcode = 'check_violation';
      end if;
      if exists (select from version v join announcement a on a.id = v.announcement_id
          where v.id = new.version_id and new.reviewed_by in (v.submitted_by, a.drafter_id))
        or exists (select from decision d where d.version_id = new.version_id and d.step in ('duty-1', 'duty-2')
          and d.member_id = new.reviewed_by) then
        raise exception 'neither who drafted it nor who let it go judges it' using errcode = 'check_violation';
      end if;
      return new;
    end $$`.execute(db);
  await sql`
    create trigger after_review_guard before update on after_review
    for each row execute function after_review_guard()`.execute(db);
}
