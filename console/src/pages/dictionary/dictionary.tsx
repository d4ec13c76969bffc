import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WatchedWordView } from '../../../../src/contract/api/dictionary.js';
import { getDictionary, removeWord } from '../../api/dictionary-calls.js';
import { useRefresh } from '../../app/queries.js';
import { currentLanguage } from '../../i18n/index.js';
import { saveFile } from '../../lib/save-file.js';
import { wordsAsCsv } from '../../lib/words-csv.js';
import { Empty, Failure, Loading, useProblemText } from '../../ui/feedback.js';
import { levelLooks } from '../../ui/findings.js';
import { Page } from '../../ui/page.js';
import { Dot } from '../../ui/state.js';
import { When } from '../../ui/when.js';
import { RescanButton } from '../rescan/parts.js';
import { ImportDialog } from './import-dialog.js';
import { WordDialog } from './word-dialog.js';
import './dictionary.css';

/** So many rows at first, and with each press: an office may have thousands. */
const STEP = 100;

/** The words that the office's screening watches for. */
export function DictionaryPage() {
  const { t } = useTranslation();
  const [editing, setEditing] = useState<WatchedWordView | 'new'>();
  const [importing, setImporting] = useState(false);
  const query = useQuery({ queryKey: ['dictionary'], queryFn: ({ signal }) => getDictionary(signal) });
  const words = query.data?.items ?? [];
  const add = (
    <Button
      type="primary"
      onClick={() => {
        setEditing('new');
      }}
    >
      {t('dictionary.add')}
    </Button>
  );
  return (
    <Page
      title={t('nav.dictionary')}
      lead={query.isSuccess ? t('dictionary.lead', { count: words.length }) : undefined}
      actions={
        <>
          <RescanButton />
          <Button
            onClick={() => {
              setImporting(true);
            }}
          >
            {t('dictionary.import')}
          </Button>
          <Button
            disabled={words.length === 0}
            onClick={() => {
              const csv = wordsAsCsv(words, currentLanguage());
              saveFile(t('dictionary.exportName'), new Blob([csv], { type: 'text/csv;charset=utf-8' }));
            }}
          >
            {t('dictionary.export')}
          </Button>
          {add}
        </>
      }
    >
      {query.isPending && <Loading lines={5} />}
      {query.isError && query.data === undefined && (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.isSuccess && words.length === 0 && (
        <Empty title={t('dictionary.none')} text={t('dictionary.noneText')} />
      )}
      {words.length > 0 && <Words words={words} onEdit={setEditing} />}
      {editing !== undefined && (
        <WordDialog
          word={editing === 'new' ? undefined : editing}
          onClose={() => {
            setEditing(undefined);
          }}
        />
      )}
      {importing && (
        <ImportDialog
          onClose={() => {
            setImporting(false);
          }}
        />
      )}
    </Page>
  );
}

interface WordsProps {
  words: readonly WatchedWordView[];
  onEdit: (word: WatchedWordView) => void;
}

function Words({ words, onEdit }: WordsProps) {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const [shown, setShown] = useState(STEP);
  const wanted = search.trim();
  const found = words.filter(({ word, instead = '', why }) => `${word}\n${instead}\n${why}`.includes(wanted));
  return (
    <>
      <Input
        allowClear
        className="words-search"
        aria-label={t('dictionary.search')}
        placeholder={t('dictionary.search')}
        value={search}
        onChange={(event) => {
          setSearch(event.target.value);
          setShown(STEP);
        }}
      />
      {found.length === 0 ? (
        <Empty title={t('dictionary.noneFound')} />
      ) : (
        <ul className="words card">
          {found.slice(0, shown).map((word) => (
            <WordRow key={word.id} word={word} onEdit={onEdit} />
          ))}
        </ul>
      )}
      {found.length > shown && (
        <Button
          onClick={() => {
            setShown(shown + STEP);
          }}
        >
          {t('dictionary.more')}
        </Button>
      )}
    </>
  );
}

function WordRow({ word: entry, onEdit }: { word: WatchedWordView; onEdit: WordsProps['onEdit'] }) {
  const { t } = useTranslation();
  const { word, kind, level, instead, why, changedBy, changedAt } = entry;
  const remove = useRemove(entry);
  return (
    <li className="word">
      <span className="word-itself">
        <strong>{word}</strong>
        {instead !== undefined && <span className="word-instead"> → {instead}</span>}
        {why !== '' && <small className="quiet">{why}</small>}
      </span>
      <span>{t(`wordKind.${kind}`)}</span>
      <span className={`word-level tone-${levelLooks[level].tone}`}>
        <Dot {...levelLooks[level]} />
        {t(`screening.level.${level}`)}
      </span>
      <span className="word-changed quiet">
        {t('dictionary.changed', { name: changedBy.name })} <When at={changedAt} />
      </span>
      <span className="word-actions">
        <Button
          size="small"
          aria-label={t('dictionary.editOf', { word })}
          onClick={() => {
            onEdit(entry);
          }}
        >
          {t('dictionary.edit')}
        </Button>
        <Button size="small" aria-label={t('dictionary.removeOf', { word })} onClick={remove}>
          {t('dictionary.remove')}
        </Button>
      </span>
    </li>
  );
}

/** Asks first. */
function useRemove({ id, word }: WatchedWordView): () => void {
  const { t } = useTranslation();
  const { message, modal } = App.useApp();
  const refresh = useRefresh();
  const words = useProblemText();
  const removal = useMutation({
    mutationFn: () => removeWord(id),
    onSuccess: async () => {
      message.success(t('dictionary.removed'));
      await refresh(['dictionary', 'preview']);
    },
    onError: (error) => {
      message.error(words(error));
    },
  });
  return () => {
    modal.confirm({
      title: t('dictionary.removeTitle', { word }),
      content: t('dictionary.removeText'),
      okText: t('dictionary.remove'),
      okButtonProps: { danger: true },
      cancelText: t('action.cancel'),
      onOk: () => {
        removal.mutate();
      },
    });
  };
}
