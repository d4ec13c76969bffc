import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router-dom';
import { z } from 'zod';
import { ImportNote } from '../../../../src/contract/api/intake.js';
import { currentLanguage, inLanguage } from '../../i18n/index.js';

/** What the page before handed over with the imported draft. */
const Imported = z.object({ notes: z.array(ImportNote), file: z.string() });

/** What an import dropped, changed or guessed; the writer puts it away when it has been read. */
export function ImportReport() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const location = useLocation();
  const imported = Imported.safeParse(location.state);
  if (!imported.success) return null;
  const { notes, file } = imported.data;
  return (
    <section className="import-report" aria-label={t('import.title')}>
      <header>
        <h2>{t('import.done', { file })}</h2>
        <button
          type="button"
          className="link-button"
          onClick={() => void navigate(location.pathname, { replace: true, state: null })}
        >
          {t('import.close')}
        </button>
      </header>
      {notes.length === 0 ? <p>{t('import.clean')}</p> : <NoteList notes={notes} />}
    </section>
  );
}

/** What happened to a text, each with how often. */
export function NoteList({ notes }: { notes: ImportNote[] }) {
  const { t } = useTranslation();
  return (
    <ul className="note-list">
      {notes.map((note) => (
        <li key={`${note.kind}${note.message.en}`}>
          <span className={`import-kind import-${note.kind}`}>{t(`import.kind.${note.kind}`)}</span>
          <span>{inLanguage(note.message, currentLanguage())}</span>
          {note.count > 1 && <span className="quiet">{t('import.times', { count: note.count })}</span>}
        </li>
      ))}
    </ul>
  );
}
