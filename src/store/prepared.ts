import { sql } from 'kysely';
import pg from 'pg';

const MARK = /^\s*\/\* prepared: (\w+) \*\//;

/**
 * Begins a statement that runs all the time: PostgreSQL plans it once a connection instead of each time. Only for a text
 * that never changes; a list goes in as an array.
 */
export const prepared = (name: string) => sql.raw(`/* prepared: ${name} */`);

/** Gives marked statements their name, which is how pg asks PostgreSQL to keep a plan. */
export class PreparingClient extends pg.Client {
  // pg declares query with nine signatures; what is passed on is what came in.
  override query = ((...args: unknown[]): unknown => {
    const [text, values, ...rest] = args;
    const name = typeof text === 'string' ? MARK.exec(text)?.[1] : undefined;
    const passed = name === undefined ? args : [{ name, text, values }, ...rest];
    return (super.query as (...some: unknown[]) => unknown)(...passed);
  }) as pg.Client['query'];
}
