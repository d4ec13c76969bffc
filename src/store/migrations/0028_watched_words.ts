import { type Kysely, sql } from 'kysely';

/** The words that an office watches for, and which copies of files were cleaned from which. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table watched_word (
      id uuid primary key, office_id uuid not null references office,
      word text not null check (char_length(word) between 1 and 50),
      kind text not null check (kind in ('sensitive', 'mistaken')),
      level text not null check (level in ('block', 'review', 'warn')),
      instead text, why text not null default '',
      changed_by uuid not null references member, changed_at timestamptz not null default hub_now(),
      check ((kind = 'mistaken') = (instead is not null)), unique (office_id, word)
    )`.execute(db);
  await sql`
    create table cleaned_file (
      office_id uuid not null, hash text not null, original text not null, member_id uuid not null references member,
      at timestamptz not null default hub_now(), primary key (office_id, hash, original),
      foreign key (office_id, hash) references blob, foreign key (office_id, original) references blob
    )`.execute(db);
}
