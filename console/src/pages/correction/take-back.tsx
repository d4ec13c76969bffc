import { lazy, Suspense, useState, type ReactNode } from 'react';
import type { AnnouncementRow } from '../../../../src/contract/api/intake.js';

const RecallDialog = lazy(async () => ({
  default: (await import('../board/recall-dialog.js')).RecallDialog,
}));
const CorrectDialog = lazy(async () => ({ default: (await import('./correct-dialog.js')).CorrectDialog }));

type Subject = Pick<AnnouncementRow, 'id' | 'title' | 'deliveries'>;

export interface TakeBack {
  recall: (announcement: Subject) => void;
  correct: (announcement: Subject) => void;
  /** Stands somewhere on the page; the open dialog, if one is. */
  dialogs: ReactNode;
}

/** The two ways to change what is out: taking it back, and correcting it. One leads to the other. */
export function useTakeBack(): TakeBack {
  const [open, setOpen] = useState<{ way: 'recall' | 'correct'; announcement: Subject }>();
  const close = () => {
    setOpen(undefined);
  };
  const correct = (announcement: Subject) => {
    setOpen({ way: 'correct', announcement });
  };
  return {
    recall: (announcement) => {
      setOpen({ way: 'recall', announcement });
    },
    correct,
    dialogs: open !== undefined && (
      <Suspense fallback={null}>
        {open.way === 'recall' && (
          <RecallDialog
            announcement={open.announcement}
            onClose={close}
            onCorrect={() => {
              correct(open.announcement);
            }}
          />
        )}
        {open.way === 'correct' && <CorrectDialog announcement={open.announcement} onClose={close} />}
      </Suspense>
    ),
  };
}
