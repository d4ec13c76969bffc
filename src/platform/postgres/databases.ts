import { Client } from 'pg';
import type { Secrets } from './secrets.js';

/** The roles that the hub works with. The owner migrates; the app role reads and writes rows, and makes nothing. */
export const ownerRole = 'hub_owner';
export const appRole = 'hub_app';
export const hubDatabase = 'hub';

/** Opens one connection, gives it to `use`, and closes it whatever happens. */
export async function withClient<T>(url: string, use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    application_name: 'tongbo-setup',
  });
  // A connection that breaks also fails the running query, which reports it; without a listener it would end the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

/** Makes both roles and the hub's database, and sets the passwords to those of the secrets. Safe to repeat. */
export async function ensureRolesAndDatabase(superuserUrl: string, secrets: Secrets): Promise<void> {
  await withClient(superuserUrl, async (client) => {
    await ensureRole(client, ownerRole, secrets.owner);
    await ensureRole(client, appRole, secrets.app);
    await createDatabase(client, hubDatabase);
  });
}

async function ensureRole(client: Client, role: string, password: string): Promise<void> {
  const found = await client.query('select 1 from pg_roles where rolname = $1', [role]);
  const verb = found.rowCount === 0 ? 'create' : 'alter';
  const limits = 'login nosuperuser nocreatedb nocreaterole noreplication nobypassrls';
  await client.query(
    `${verb} role ${client.escapeIdentifier(role)} ${limits} password ${client.escapeLiteral(password)}`,
  );
}

/**
 * Makes a database that the owner role owns and the app role may enter, unless there is one of that name.
 * @param template an existing database without connections to copy; an empty UTF-8 one by default
 */
export async function createDatabase(client: Client, name: string, template = 'template0'): Promise<void> {
  const database = client.escapeIdentifier(name);
  const found = await client.query('select 1 from pg_database where datname = $1', [name]);
  if (found.rowCount === 0) {
    const from = client.escapeIdentifier(template);
    await client.query(
      `create database ${database} owner ${client.escapeIdentifier(ownerRole)} template ${from}`,
    );
  }
  await client.query(`revoke all on database ${database} from public`);
  await client.query(`grant connect on database ${database} to ${client.escapeIdentifier(appRole)}`);
}

/** Drops a database with whatever is connected to it, if it exists. */
export async function dropDatabase(client: Client, name: string): Promise<void> {
  await client.query(`drop database if exists ${client.escapeIdentifier(name)} with (force)`);
}
