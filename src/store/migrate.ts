import { Kysely, Migrator, PostgresDialect, sql, type Migration } from 'kysely';
import pg from 'pg';
import { continueLedger } from './ledger-order.js';
import * as core from './migrations/0001_core.js';
import * as delivery from './migrations/0002_delivery.js';
import * as ledger from './migrations/0003_ledger.js';
import * as identity from './migrations/0004_identity.js';
import * as screens from './migrations/0005_screens.js';
import * as outside from './migrations/0006_outside.js';
import * as targetsAndExtras from './migrations/0007_targets_and_extras.js';
import * as nodes from './migrations/0008_nodes.js';
import * as liveLists from './migrations/0009_live_lists.js';
import * as wideUpdates from './migrations/0010_wide_updates.js';
import * as corrections from './migrations/0011_corrections.js';
import * as ledgerKey from './migrations/0013_ledger_key.js';
import * as takenRequests from './migrations/0015_taken_requests.js';
import * as fewerIndexes from './migrations/0016_fewer_indexes.js';
import * as ledgerOrder from './migrations/0017_ledger_order.js';
import * as dailyLimits from './migrations/0018_daily_limits.js';
import * as deliveryOrder from './migrations/0019_delivery_order.js';
import * as dissolvedGroups from './migrations/0020_dissolved_groups.js';
import * as screening from './migrations/0021_screening.js';
import * as people from './migrations/0022_people.js';
import * as calendar from './migrations/0023_calendar.js';
import * as boardOrder from './migrations/0024_board_order.js';
import * as procedures from './migrations/0025_procedures.js';
import * as search from './migrations/0026_search.js';
import * as clocks from './migrations/0027_clocks.js';
import * as watchedWords from './migrations/0028_watched_words.js';
import * as notifications from './migrations/0029_notifications.js';
import * as consultations from './migrations/0030_consultations.js';
import * as editing from './migrations/0031_editing.js';
import * as metadata from './migrations/0032_metadata.js';
import * as statistics from './migrations/0033_statistics.js';
import * as standIns from './migrations/0034_stand_ins.js';
import * as signOn from './migrations/0035_sign_on.js';
import * as attempts from './migrations/0036_attempts.js';
import * as related from './migrations/0037_related.js';
import * as emergencyEnds from './migrations/0038_emergency_ends.js';
import * as publicObjections from './migrations/0039_public_objections.js';
import * as rescans from './migrations/0040_rescans.js';
import * as closedWays from './migrations/0042_closed_ways.js';
import * as passesAndService from './migrations/0043_passes_and_service.js';
import * as rectifications from './migrations/0044_rectifications.js';
import * as manifests from './migrations/0045_manifests.js';
import * as programmes from './migrations/0046_programmes.js';
import * as plays from './migrations/0049_plays.js';
import * as fleet from './migrations/0048_fleet.js';
import * as warnings from './migrations/0050_warnings.js';
import * as boards from './migrations/0047_boards.js';

const migrations: Record<string, Migration> = {
  '0001_core': core,
  '0002_delivery': delivery,
  '0003_ledger': ledger,
  '0004_identity': identity,
  '0005_screens': screens,
  '0006_outside': outside,
  '0007_targets_and_extras': targetsAndExtras,
  '0008_nodes': nodes,
  '0009_live_lists': liveLists,
  '0010_wide_updates': wideUpdates,
  '0011_corrections': corrections,
  '0013_ledger_key': ledgerKey,
  '0015_taken_requests': takenRequests,
  '0016_fewer_indexes': fewerIndexes,
  '0017_ledger_order': ledgerOrder,
  '0018_daily_limits': dailyLimits,
  '0019_delivery_order': deliveryOrder,
  '0020_dissolved_groups': dissolvedGroups,
  '0021_screening': screening,
  '0022_people': people,
  '0023_calendar': calendar,
  '0024_board_order': boardOrder,
  '0025_procedures': procedures,
  '0026_search': search,
  '0027_clocks': clocks,
  '0028_watched_words': watchedWords,
  '0029_notifications': notifications,
  '0030_consultations': consultations,
  '0031_editing': editing,
  '0032_metadata': metadata,
  '0033_statistics': statistics,
  '0034_stand_ins': standIns,
  '0035_sign_on': signOn,
  '0036_attempts': attempts,
  '0037_related': related,
  '0038_emergency_ends': emergencyEnds,
  '0039_public_objections': publicObjections,
  '0040_rescans': rescans,
  '0042_closed_ways': closedWays,
  '0043_passes_and_service': passesAndService,
  '0044_rectifications': rectifications,
  '0045_manifests': manifests,
  '0046_programmes': programmes,
  '0049_plays': plays,
  '0048_fleet': fleet,
  '0050_warnings': warnings,
  '0047_boards': boards,
};

/** The names of all migrations, in their order. */
export const migrationNames: readonly string[] = Object.keys(migrations).sort();

/** Rows of these tables are facts: the application may add them and read them, nothing else. */
const appendOnly = [
  'ledger_entry',
  'seal',
  'version',
  'rendition',
  'screening',
  'finding_pass',
  'service_record',
  'cleaned_file',
  'index_number',
  'decision',
  'approval',
  'consultation',
  'consultation_end',
  'consultation_confirmed',
  'withholding',
  'rectification',
  'rectification_step',
  'release',
  'report',
  'hub_keys',
  'hub_public_key',
  'paper_slip',
  'paper_record',
  'delegation',
  'after_review',
];
const readOnly = ['transition', 'kysely_migration', 'kysely_migration_lock'];

/**
 * Brings the schema to the newest version as the owner, then gives the application's role what it may do.
 * Safe to run from several processes at once (the migrator locks). Rejects with the migration's own error.
 */
export async function migrateToLatest(ownerUrl: string, appRole: string): Promise<void> {
  await asOwner(ownerUrl, async (db, migrator) => {
    raise((await migrator.migrateToLatest()).error);
    await grant(db, appRole);
    await continueLedger(db);
  });
}

/** Brings the schema to the state in which a migration of this name left it, for content that is as old. */
export async function migrateTo(ownerUrl: string, name: string): Promise<void> {
  await asOwner(ownerUrl, async (_db, migrator) => {
    raise((await migrator.migrateTo(name)).error);
  });
}

async function asOwner(
  ownerUrl: string,
  work: (db: Kysely<unknown>, migrator: Migrator) => Promise<void>,
): Promise<void> {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 2 });
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    await work(db, new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } }));
  } finally {
    await db.destroy();
  }
}

function raise(error: unknown): void {
  if (error !== undefined) throw error instanceof Error ? error : new Error(JSON.stringify(error));
}

/** Whether somebody has brought the schema to what this program expects, and let the application's role use it. */
export async function isMigrated(appUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: appUrl, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>('select name from kysely_migration');
    const done = new Set(rows.map(({ name }) => name));
    return Object.keys(migrations).every((name) => done.has(name));
  } catch (error) {
    // No such table yet, or no right to read it yet.
    if (error instanceof pg.DatabaseError && ['42P01', '42501'].includes(error.code ?? '')) return false;
    throw error;
  } finally {
    await client.end();
  }
}

async function grant(db: Kysely<unknown>, appRole: string): Promise<void> {
  const app = sql.id(appRole);
  await db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtext('hub grants'))`.execute(tx);
    await sql`grant usage on schema public to ${app}`.execute(tx);
    await sql`grant select, insert, update, delete on all tables in schema public to ${app}`.execute(tx);
    await sql`grant usage on all sequences in schema public to ${app}`.execute(tx);
    await sql`revoke update, delete, truncate on ${sql.join(appendOnly.map((t) => sql.table(t)))} from ${app}`.execute(
      tx,
    );
    // A release's times may be moved until it begins; a trigger sees to the rest.
    await sql`grant update (publish_at, expires_at) on release to ${app}`.execute(tx);
    // Of whom an attempt is stays; what came of it is written later.
    await sql`revoke update, delete, truncate on attempt from ${app}`.execute(tx);
    await sql`grant update (finished_at, outcome, evidence) on attempt to ${app}`.execute(tx);
    // A kept state of a draft stays as it is; only what it is compared with may be thinned out.
    await sql`revoke update on draft_revision, draft_text from ${app}`.execute(tx);
    await sql`grant update (added, removed, changed) on draft_revision to ${app}`.execute(tx);
    // A scan is checked once; a trigger sees to the once.
    await sql`grant update (outcome, note, checked_by, checked_at) on paper_record to ${app}`.execute(tx);
    await sql`grant update (revoked_at, revoked_by) on delegation to ${app}`.execute(tx);
    await sql`grant update (outcome, note, reviewed_by, reviewed_at) on after_review to ${app}`.execute(tx);
    await sql`revoke insert, update, delete, truncate on ${sql.join(readOnly.map((t) => sql.table(t)))} from ${app}`.execute(
      tx,
    );
  });
}
