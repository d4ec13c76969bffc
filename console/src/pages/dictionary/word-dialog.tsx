import { useMutation } from '@tanstack/react-query';
import { App, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  dictionaryLimits,
  WatchedWord,
  WordKind,
  WordLevel,
  type WatchedWordView,
} from '../../../../src/contract/api/dictionary.js';
import { addWord, changeWord } from '../../api/dictionary-calls.js';
import { useRefresh } from '../../app/queries.js';
import { Failure } from '../../ui/feedback.js';

type Entered = Pick<WatchedWordView, 'word' | 'kind' | 'level' | 'why'> & { instead: string };

const fresh: Entered = { word: '', kind: 'mistaken', level: 'warn', instead: '', why: '' };

/** A new word, or a known one to be changed. */
export function WordDialog({ word, onClose }: { word?: WatchedWordView | undefined; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const refresh = useRefresh();
  const [entered, setEntered] = useState<Entered>({ ...fresh, ...word, instead: word?.instead ?? '' });
  const { instead, ...others } = entered;
  const wish = WatchedWord.safeParse(entered.kind === 'mistaken' ? { ...others, instead } : others);
  const save = useMutation({
    mutationFn: (body: WatchedWord) => (word === undefined ? addWord(body) : changeWord(word.id, body)),
    onSuccess: async () => {
      message.success(t('dictionary.saved'));
      await refresh(['dictionary', 'preview']);
      onClose();
    },
  });
  return (
    <Modal
      open
      title={t(word === undefined ? 'dictionary.addTitle' : 'dictionary.editTitle')}
      okText={t('action.save')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: !wish.success }}
      confirmLoading={save.isPending}
      onOk={() => {
        if (wish.success) save.mutate(wish.data);
      }}
      onCancel={onClose}
      width={480}
    >
      <WordFields
        entered={entered}
        onChange={(patch) => {
          setEntered({ ...entered, ...patch });
        }}
      />
      {save.isError && <Failure error={save.error} />}
    </Modal>
  );
}

interface WordFieldsProps {
  entered: Entered;
  onChange: (patch: Partial<Entered>) => void;
}

function WordFields({ entered, onChange }: WordFieldsProps) {
  const { t } = useTranslation();
  const text = (field: 'word' | 'instead' | 'why', maxLength: number, hint?: string) => (
    <div className="form-row">
      <label htmlFor={`word-${field}`}>{t(`dictionary.${field}`)}</label>
      <Input
        id={`word-${field}`}
        autoFocus={field === 'word'}
        maxLength={maxLength}
        value={entered[field]}
        placeholder={hint}
        onChange={(event) => {
          onChange({ [field]: event.target.value });
        }}
      />
    </div>
  );
  return (
    <>
      {text('word', dictionaryLimits.word)}
      <div className="form-row">
        <span className="form-label">{t('dictionary.kind')}</span>
        <Radio.Group
          value={entered.kind}
          options={WordKind.options.map((value) => ({ value, label: t(`wordKind.${value}`) }))}
          onChange={(event) => {
            onChange({ kind: WordKind.parse(event.target.value) });
          }}
        />
      </div>
      {entered.kind === 'mistaken' && text('instead', dictionaryLimits.word)}
      <div className="form-row">
        <span className="form-label">{t('dictionary.level')}</span>
        <Radio.Group
          value={entered.level}
          options={WordLevel.options.map((value) => ({ value, label: t(`screening.level.${value}`) }))}
          onChange={(event) => {
            onChange({ level: WordLevel.parse(event.target.value) });
          }}
        />
      </div>
      {text('why', dictionaryLimits.why, t('dictionary.whyHint'))}
    </>
  );
}
