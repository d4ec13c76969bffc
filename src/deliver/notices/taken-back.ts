import { sql } from 'kysely';

/**
 * Whether all of the notice `n` was taken back by a person before its time was over. What the clock took down is
 * `expired`, and stood for all of it.
 */
export const takenBack = sql<boolean>`(
  exists (select from announcement a where a.id = n.announcement_id and a.stage = 'recalled')
  and not exists (
    select from delivery d
    where d.announcement_id = n.announcement_id and d.operation <> 'recall' and d.created_at >= n.created_at
      and d.gone_reason = 'expired'))`;
