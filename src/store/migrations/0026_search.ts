import { type Kysely, sql } from 'kysely';

/**
 * What announcements are found by. The words stand in a table of their own: a row of `announcement` changes with each
 * stage, and its hundreds of words would be written to the index each time. A trigger notes what has to be indexed, for
 * those who write past the hub or by an older version of it; to begin with that is everything.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table announcement_words (
      announcement_id uuid primary key references announcement on delete cascade, office_id uuid not null references office,
      text text not null, words tsvector not null
    )`.execute(db);
  await sql`comment on column announcement_words.text is 'folded: half width, small letters, blanks for punctuation'`.execute(
    db,
  );
  await sql`comment on column announcement_words.words is 'pairs of signs, words of letters and digits, @office'`.execute(
    db,
  );
  await sql`create index announcement_words_find on announcement_words using gin (words)`.execute(db);
  await sql`
    create table words_due (announcement_id uuid primary key references announcement on delete cascade)`.execute(
    db,
  );
  await sql`insert into words_due select id from announcement`.execute(db);
  await sql`
    create function announcement_words_due() returns trigger language plpgsql as $$
    begin
      insert into words_due values (new.id) on conflict do nothing;
      return null;
    end $$`.execute(db);
  await sql`
    create trigger announcement_words_due_insert after insert on announcement
    for each row execute function announcement_words_due()`.execute(db);
  await sql`
    create trigger announcement_words_due_update after update of title, body, issuer, doc_no, index_no on announcement
    for each row when ((old.title, old.body, old.issuer, old.doc_no, old.index_no)
      is distinct from (new.title, new.body, new.issuer, new.doc_no, new.index_no))
    execute function announcement_words_due()`.execute(db);
  // The lists' other filters, for those that match few or nothing: what is frequent is met soon in the list's own order.
  await sql`create index announcement_category on announcement (office_id, category, updated_at desc, id)`.execute(
    db,
  );
  await sql`create index announcement_drafter on announcement (office_id, drafter_id, updated_at desc, id)`.execute(
    db,
  );
  // The ledger by a rare kind. What every delivery writes on its way is left out: it costs the pipeline nothing.
  await sql`
    create index ledger_kind on ledger_entry (office_id, kind, id desc)
    where kind not in ('delivery.created', 'delivery.scheduled', 'delivery.queued', 'delivery.sending', 'delivery.accepted',
      'delivery.live')`.execute(db);
}
