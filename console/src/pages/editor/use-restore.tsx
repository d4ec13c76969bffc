import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RevisionRow } from '../../../../src/contract/api/editing.js';
import { restoreRevision } from '../../api/editing-calls.js';
import { Problem } from '../../api/problem.js';
import { useRefresh } from '../../app/queries.js';
import type { DraftSaver } from '../../lib/draft-saver.js';
import { tab } from '../../lib/tab.js';
import { Failure, Notice } from '../../ui/feedback.js';
import { useMomentWords } from '../../ui/when.js';
import { storedOf } from './use-draft.js';

/** Brings an earlier state back into the editor; the notice says that it was done, and undoes it. */
export function useRestore(
  id: string,
  saver: DraftSaver,
): { restore: (revision: RevisionRow) => Promise<void>; notice: ReactNode } {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const words = useMomentWords();
  const [done, setDone] = useState<{ at: string; before: string }>();
  const [error, setError] = useState<unknown>();

  async function bring(revision: string): Promise<string> {
    // What is on the page is kept too.
    if (!(await saver.flush()))
      throw new Problem(saver.state().status === 'held' ? 'pen_held' : 'unavailable');
    const restored = await restoreRevision(id, revision, { revision: saver.state().revision, tab });
    saver.adopt(storedOf(restored), new Date(restored.draft.savedAt), true);
    await refresh(['revisions']);
    return restored.before;
  }

  async function undo(before: string): Promise<void> {
    try {
      await bring(before);
      setDone(undefined);
      setError(undefined);
    } catch (thrown) {
      setError(thrown);
    }
  }

  return {
    restore: async ({ id: revision, at }) => {
      setDone({ at, before: await bring(revision) });
    },
    notice: done && (
      <Notice
        tone="pine"
        title={t('history.done', { at: words(done.at) })}
        action={
          <span className="pen-actions">
            <Button onClick={() => void undo(done.before)}>{t('history.undo')}</Button>
            <Button
              type="text"
              onClick={() => {
                setDone(undefined);
              }}
            >
              {t('action.close')}
            </Button>
          </span>
        }
      >
        {t('history.doneText')}
        {error !== undefined && <Failure error={error} />}
      </Notice>
    ),
  };
}
