import { lazy, Suspense, useEffect, useState } from 'react';
import { withWords } from '../i18n/with-words.js';

const Sheet = lazy(() =>
  withWords('keys', async () => ({ default: (await import('./key-sheet.js')).KeySheet })),
);

const ASKED = 'tongbo:keys';

/** Opens the sheet of shortcuts from anywhere. */
export function askForKeys(): void {
  window.dispatchEvent(new Event(ASKED));
}

/** The sheet of keyboard shortcuts, once `?` was pressed outside a field, or somebody asked for it. */
export function Keys() {
  const [open, setOpen] = useState(false);
  const [wanted, setWanted] = useState(false);
  useEffect(() => {
    const show = (): void => {
      setWanted(true);
      setOpen(true);
    };
    const onKey = (event: KeyboardEvent): void => {
      if (!isQuestion(event)) return;
      event.preventDefault();
      show();
    };
    window.addEventListener(ASKED, show);
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener(ASKED, show);
      window.removeEventListener('keydown', onKey);
    };
  }, []);
  if (!wanted) return null;
  return (
    <Suspense fallback={null}>
      <Sheet
        open={open}
        onClose={() => {
          setOpen(false);
        }}
      />
    </Suspense>
  );
}

/** Pressed as a command; in a field it is a sign of the text. */
function isQuestion({ key, target, ctrlKey, metaKey, altKey, isComposing }: KeyboardEvent): boolean {
  if ((key !== '?' && key !== '？') || ctrlKey || metaKey || altKey || isComposing) return false;
  return !(target instanceof Element && target.closest('input, textarea, select, [contenteditable="true"]'));
}
