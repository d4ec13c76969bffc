import { type Kysely, sql } from 'kysely';

/**
 * What documents say about themselves, the numbers under which they are found, and what new ones begin with. A number
 * that was ever submitted is taken for good; one that was published stays with its announcement.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await metadata(db);
  await indexNumbers(db);
  await templates(db);
  await fromPortals(db);
}

async function metadata(db: Kysely<unknown>): Promise<void> {
  // Days are ISO texts of one length, so that they compare as texts.
  await sql`
    create function metadata_holds(given jsonb) returns boolean language sql immutable as $$
      select given is null or (
        coalesce(given ->> 'validUntil' >= given ->> 'validFrom', true)
        and not (given ? 'longTerm' and given ? 'validUntil')
        and coalesce(given ->> 'disclosure' in ('proactive', 'on_request', 'withheld'), true)
        and not exists (
          select from (values (given ->> 'madeOn'), (given ->> 'validFrom'), (given ->> 'validUntil'),
            (given #>> '{abolished,on}')) as days (day)
          where day !~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'))
    $$`.execute(db);
  await sql`
    alter table announcement add column metadata jsonb not null default '{}'
      constraint announcement_metadata check (metadata_holds(metadata))`.execute(db);
  await sql`
    alter table version add constraint version_metadata check (metadata_holds(content -> 'metadata')),
      add constraint version_is_public
        check (coalesce(content #>> '{metadata,disclosure}', 'proactive') = 'proactive')`.execute(db);
}

async function indexNumbers(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table metadata_rule (
      office_id uuid primary key references office,
      index_pattern text check (char_length(index_pattern) <= 60 and index_pattern ~ '[{]serial:[3-8][}]'),
      topic text, set_by uuid references member, set_at timestamptz not null default hub_now()
    )`.execute(db);
  await sql`
    create table index_counter (
      office_id uuid not null references office, year integer not null, next integer not null check (next > 0),
      primary key (office_id, year)
    )`.execute(db);
  await sql`comment on column index_counter.year is '0: of a pattern without a year'`.execute(db);
  await sql`
    create table index_number (
      office_id uuid not null references office, index_no text not null check (index_no <> ''),
      announcement_id uuid references announcement on delete set null,
      taken_at timestamptz not null default hub_now(), primary key (office_id, index_no)
    )`.execute(db);
  await sql`create index index_number_announcement on index_number (announcement_id)`.execute(db);
  // Of those that two documents had in the time when nobody looked, the earlier one keeps it.
  await sql`
    insert into index_number (office_id, index_no, announcement_id, taken_at)
    select distinct on (office_id, content ->> 'indexNo') office_id, content ->> 'indexNo', announcement_id, submitted_at
    from version where coalesce(content ->> 'indexNo', '') <> ''
    order by office_id, content ->> 'indexNo', submitted_at`.execute(db);
  await sql`
    create function version_index_number() returns trigger language plpgsql as $$
    declare
      given text := new.content ->> 'indexNo';
      holder uuid;
    begin
      if coalesce(given, '') <> '' then
        insert into index_number (office_id, index_no, announcement_id)
          values (new.office_id, given, new.announcement_id) on conflict do nothing;
        select announcement_id into holder from index_number where office_id = new.office_id and index_no = given;
        if holder is distinct from new.announcement_id then
          raise exception 'the index number % is another announcement''s', given using errcode = 'unique_violation';
        end if;
      end if;
      if exists (select from release r join version v on v.id = r.version_id
        where r.announcement_id = new.announcement_id and coalesce(v.content ->> 'indexNo', '') <> ''
          and v.content ->> 'indexNo' is distinct from given and exists (
            select from index_number n where n.office_id = v.office_id and n.index_no = v.content ->> 'indexNo'
              and n.announcement_id = new.announcement_id)) then
        raise exception 'a published index number never changes' using errcode = 'check_violation';
      end if;
      return null;
    end $$`.execute(db);
  await sql`
    create trigger version_index_number after insert on version for each row execute function version_index_number()`.execute(
    db,
  );
}

async function templates(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table template (
      office_id uuid not null references office, name text not null check (char_length(name) between 1 and 60),
      category text not null, content jsonb not null check (octet_length(content::text) <= 300000),
      set_by uuid not null references member, set_at timestamptz not null default hub_now(),
      primary key (office_id, name)
    )`.execute(db);
  await sql`
    create table target_set (
      office_id uuid not null references office, name text not null check (char_length(name) between 1 and 60),
      target_ids uuid[] not null check (cardinality(target_ids) between 1 and 100),
      set_by uuid not null references member, set_at timestamptz not null default hub_now(),
      primary key (office_id, name)
    )`.execute(db);
}

/** The portal's own fields for these two become everybody's. What was frozen stays as it is. */
async function fromPortals(db: Kysely<unknown>): Promise<void> {
  await sql`
    update announcement set
      metadata = jsonb_strip_nulls(jsonb_build_object('madeOn', extras #> '{portal,madeOn}',
        'keywords', (
          select jsonb_agg(word) from (
            select left(btrim(word), 20) as word
            from regexp_split_to_table(extras #>> '{portal,keywords}', '[,，、;；]') as word
            where btrim(word) <> '' limit 10) as words))),
      extras = case when (extras -> 'portal') - 'madeOn' - 'keywords' = '{}' then extras - 'portal'
        else jsonb_set(extras, '{portal}', (extras -> 'portal') - 'madeOn' - 'keywords') end
    where extras -> 'portal' ?| array['madeOn', 'keywords']`.execute(db);
}
