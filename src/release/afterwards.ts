import { HubError } from '../contract/errors.js';
import type { Tx } from '../store/database.js';

/** So long is still "at once"; the database knows it too. */
const MOMENT_MS = 60_000;

/**
 * What two persons on duty let go goes out at once, while the review afterwards is to come; later only once that has
 * confirmed it, and not at all once it spoke against it. The database refuses the same. @throws HubError `wrong_state`
 */
export async function requireAfterReview(
  tx: Tx,
  versionId: string,
  { now, publishAt }: { now: Date; publishAt: Date },
): Promise<void> {
  // Locked, so that nobody settles it meanwhile.
  const review = await tx
    .selectFrom('after_review')
    .select(['outcome', 'due_at'])
    .where('version_id', '=', versionId)
    .forShare()
    .executeTakeFirst();
  if (!review || review.outcome === 'confirmed') return;
  if (review.outcome !== null)
    throw new HubError('wrong_state', 'the review afterwards spoke against it: submit another version');
  if (review.due_at <= now)
    throw new HubError(
      'wrong_state',
      'its review afterwards is overdue: it goes out once that has confirmed it',
    );
  if (publishAt.getTime() > now.getTime() + MOMENT_MS)
    throw new HubError(
      'wrong_state',
      'what cannot wait for its review goes out at once, or after that has confirmed it',
    );
}
