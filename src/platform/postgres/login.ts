import { DatabaseError } from 'pg';
import { withClient } from './databases.js';
import { EmbeddedPostgresError } from './errors.js';
import type { Place } from './place.js';
import { secretsFile } from './secrets.js';
import type { PostgresUrls } from './urls.js';

/**
 * Makes sure that the server on this port is the one of this place, and takes our password.
 * @throws EmbeddedPostgresError `wrong_password` when the passwords in the data folder are not this database's
 */
export async function checkLogin(urls: PostgresUrls, place: Place): Promise<void> {
  try {
    await withClient(urls.superuserUrl, async (client) => {
      const { rows } = await client.query<{ data_directory: string }>('show data_directory');
      if (rows[0]?.data_directory === place.clusterDir) return;
      throw new EmbeddedPostgresError(
        'does_not_start',
        `Another PostgreSQL answers on port ${urls.port}: start the hub again.`,
      );
    });
  } catch (error) {
    if (!(error instanceof DatabaseError) || !['28P01', '28000'].includes(error.code ?? '')) throw error;
    throw new EmbeddedPostgresError(
      'wrong_password',
      `The passwords in ${secretsFile(place.dataDir)} are not those of the database in ${place.clusterDir}: ` +
        'put the file back from a backup of the same time, or choose another HUB_DATA.',
      error,
    );
  }
}
