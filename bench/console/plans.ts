import type pg from 'pg';

interface Asked {
  text: string;
  values: unknown[];
}

/** Tables of which no question of the console may read every row. */
const large = /Seq Scan on (?:announcement|version|rendition|release|delivery|ledger_entry|attempt)\b/;

/** Writes down what a pool is asked while something runs. */
export async function listen<T>(pool: pg.Pool, run: () => Promise<T>): Promise<Asked[]> {
  const asked: Asked[] = [];
  const connect = pool.connect.bind(pool) as () => Promise<pg.PoolClient>;
  const spy = async (): Promise<pg.PoolClient> => {
    const client = await connect();
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    const release = client.release.bind(client);
    Object.assign(client, {
      query: (...args: unknown[]) => {
        const [text, values] = args;
        if (typeof text === 'string' && /^\s*(?:with|select)\b/i.test(text))
          asked.push({ text, values: Array.isArray(values) ? values : [] });
        return query(...args);
      },
      release: (error?: boolean) => {
        Object.assign(client, { query });
        release(error);
      },
    });
    return client;
  };
  Object.assign(pool, { connect: spy });
  try {
    await run();
  } finally {
    Object.assign(pool, { connect });
  }
  return asked;
}

/** How PostgreSQL answers: its nodes and indexes without costs, and those that read a whole large table. */
export async function planOf(
  pool: pg.Pool,
  { text, values }: Asked,
): Promise<{ plan: string; scans: string[] }> {
  const { rows } = await pool.query<{ 'QUERY PLAN': string }>(`explain (costs off) ${text}`, values);
  const lines = rows.map((row) => row['QUERY PLAN']);
  const nodes = lines.filter((line) => /Scan|Join|Loop|Sort|Aggregate|Limit|Unique/.test(line));
  return {
    plan: nodes.join('\n'),
    scans: lines.filter((line) => large.test(line)).map((line) => line.trim()),
  };
}
