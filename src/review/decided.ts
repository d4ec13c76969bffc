import { sql } from 'kysely';

/** The steps of the version `v` that were decided, and by whom: `{ step, memberId }[]`. */
export const decidedOfVersion = sql`coalesce(
  (select jsonb_agg(jsonb_build_object('step', d.step, 'memberId', d.member_id)) from decision d where d.version_id = v.id), '[]')`;
