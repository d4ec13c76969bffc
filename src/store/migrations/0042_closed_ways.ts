import { type Kysely, sql } from 'kysely';

/** Ways past a review that stood open: what a reply is about, what goes out on duty, and who stands behind paper. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await texts(db);
  await sql`
    alter table paper_record add constraint paper_signer_apart
      check (signer_id <> recorded_by and signer_id <> checked_by) not valid`.execute(db);
  await afterReviews(db);
  // Documents are made on the day that they name: all days are counted anew.
  await sql`delete from statistics_cursor`.execute(db);
}

/**
 * What a text says of itself (validity, basis, keywords) is part of it. The index number is not: the hub gives it at the
 * submission, after others were asked. Days and the way of disclosure are settled then too.
 */
async function texts(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function text_hash(title text, body text, category text, issuer text, doc_no text, metadata jsonb,
      attachments jsonb, extras jsonb) returns text language sql stable as $$
      select 'sha256:' || encode(sha256(convert_to(jsonb_build_array(title, body, category, issuer,
        coalesce(doc_no, ''), coalesce(metadata, '{}') - '{madeOn,disclosure}'::text[], coalesce((
          select jsonb_agg(jsonb_build_array(f.file ->> 'hash', f.file ->> 'name') order by f.place)
          from jsonb_array_elements(attachments) with ordinality f (file, place)), '[]'),
        coalesce(extras, '{}'))::text, 'UTF8')), 'hex')
    $$`.execute(db);
  // What was answered before goes on to hold for the text that it was about.
  await sql`
    create temporary table text_now on commit drop as
      select announcement_id, id as version_id, text_hash as was, submitted_at as at, text_hash(content ->> 'title',
        content ->> 'body', content ->> 'category', content ->> 'issuer', content ->> 'docNo', content -> 'metadata',
        content -> 'attachments', content -> 'extras') as is
      from version
      union all
      select id, null, text_hash(title, body, category, issuer, doc_no, index_no, attachments, extras), updated_at,
        text_hash(title, body, category, issuer, doc_no, metadata, attachments, extras)
      from announcement`.execute(db);
  await sql`update version v set text_hash = n.is from text_now n where n.version_id = v.id`.execute(db);
  for (const [table, about] of [
    ['consultation_confirmed', sql`(select announcement_id from consultation where id = f.consultation_id)`],
    ['consultation', sql`f.announcement_id`],
  ] as const)
    await sql`
      update ${sql.table(table)} f set text_hash = coalesce((
        select n.is from text_now n where n.announcement_id = ${about} and n.was = f.text_hash
        order by n.at limit 1), f.text_hash)`.execute(db);
  await sql`drop table text_now`.execute(db);
  await sql`
    create or replace function text_hash(content jsonb) returns text language sql stable as $$
      select text_hash(content ->> 'title', content ->> 'body', content ->> 'category', content ->> 'issuer',
        content ->> 'docNo', content -> 'metadata', content -> 'attachments', content -> 'extras')
    $$`.execute(db);
  await sql`drop function text_hash(text, text, text, text, text, text, jsonb, jsonb)`.execute(db);
}

/** What two on duty let go goes out at once, while its review is to come; and not any more once that spoke against it. */
async function afterReviews(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function after_review_stands() returns trigger language plpgsql as $$
    declare
      review after_review;
    begin
      select * into review from after_review where version_id = new.version_id for share;
      if found and review.outcome is distinct from 'confirmed' and (review.outcome is not null
          or review.due_at <= hub_now() or new.publish_at > hub_now() + interval '1 minute') then
        raise exception 'what two on duty let go goes out at once, or after its review'
          using errcode = 'check_violation', constraint = 'after_review_stands';
      end if;
      return new;
    end $$`.execute(db);
  await sql`
    create trigger after_review_stands before insert or update of publish_at on release
    for each row execute function after_review_stands()`.execute(db);
}
