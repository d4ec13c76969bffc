import { useEffect, useState, useSyncExternalStore } from 'react';
import {
  DraftFields,
  type AnnouncementDetail,
  type ImportNote,
} from '../../../../src/contract/api/intake.js';
import { getAnnouncement, saveDraft } from '../../api/announcement-calls.js';
import { asProblem, hasCode } from '../../api/problem.js';
import { noteError } from '../../app/queries.js';
import { hubNow } from '../../lib/clock.js';
import { tab } from '../../lib/tab.js';
import { DraftSaver, type SaverState, type Stored } from '../../lib/draft-saver.js';

const SAVE_AFTER_MS = 1_200;
const RETRY_AFTER_MS = 5_000;

/** The draft in an answer. */
export function storedOf({ draft }: AnnouncementDetail): Stored {
  return { fields: DraftFields.parse(draft), revision: draft.revision };
}

function openSaver(detail: AnnouncementDetail, onNotes: (notes: ImportNote[]) => void): DraftSaver {
  return new DraftSaver(storedOf(detail), new Date(detail.draft.savedAt), {
    save: async (fields, revision) => {
      const saved = await saveDraft(detail.id, { ...fields, revision, tab });
      onNotes(saved.notes);
      return storedOf(saved);
    },
    load: async () => storedOf(await getAnnouncement(detail.id)),
    isHeld: (error) => hasCode(error, 'pen_held'),
    isStale: (error) => hasCode(error, 'stale_revision'),
    fits: (fields) => DraftFields.safeParse(fields).success,
    passes: (error) => {
      noteError(error);
      // After the session ended, signing in again in the dialog lets the next try through.
      return asProblem(error).passing || hasCode(error, 'not_signed_in');
    },
    now: hubNow,
    delayMs: SAVE_AFTER_MS,
    retryMs: RETRY_AFTER_MS,
  });
}

export interface Draft {
  saver: DraftSaver;
  state: SaverState;
  /** What the newest save lost by being sanitised. */
  notes: ImportNote[];
}

/** The draft under the writer's hands: saved by itself, and on the way out. */
export function useDraft(detail: AnnouncementDetail): Draft {
  const [notes, setNotes] = useState<ImportNote[]>([]);
  const [saver] = useState(() => openSaver(detail, setNotes));
  const state = useSyncExternalStore(saver.subscribe, saver.state);

  useEffect(() => {
    const leave = (event: BeforeUnloadEvent) => {
      if (saver.state().status === 'saved') return;
      void saver.flush();
      event.preventDefault();
    };
    const hide = () => {
      if (document.visibilityState === 'hidden') void saver.flush();
    };
    const online = () => void saver.flush();
    window.addEventListener('beforeunload', leave);
    window.addEventListener('online', online);
    document.addEventListener('visibilitychange', hide);
    return () => {
      window.removeEventListener('beforeunload', leave);
      window.removeEventListener('online', online);
      document.removeEventListener('visibilitychange', hide);
      void saver.flush();
    };
  }, [saver]);

  return { saver, state, notes };
}
