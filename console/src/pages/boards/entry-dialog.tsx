import { useMutation } from '@tanstack/react-query';
import { Button, Input, Modal, Select } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoardEntryView } from '../../../../src/contract/api/boards.js';
import { saveEntry } from '../../api/board-calls.js';
import { useRefresh } from '../../app/queries.js';
import { Failure } from '../../ui/feedback.js';
import { FormRow } from '../../ui/form-row.js';
import { Portrait } from './person-mark.js';
import { smallPhoto } from './small-photo.js';

interface EntryDialogProps {
  boardId: string;
  entry?: BoardEntryView | undefined;
  members: readonly { id: string; name: string }[];
  onClose: () => void;
}

/** Somebody new on a board, or something else about somebody. */
export function EntryDialog({ boardId, entry, members, onClose }: EntryDialogProps) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const [wish, setWish] = useState({
    name: entry?.name ?? '',
    post: entry?.post ?? '',
    duties: entry?.duties ?? '',
    keeperIds: entry?.keepers.map(({ id }) => id) ?? [],
  });
  /** Base64; null takes the photo away. */
  const [photo, setPhoto] = useState<string | null>();
  const save = useMutation({
    mutationFn: () => saveEntry(boardId, entry?.id, { ...wish, photo }),
    onSuccess: async () => {
      onClose();
      await refresh(['boards', 'whereabouts']);
    },
  });
  const field = (name: 'name' | 'post' | 'duties', most: number, hint?: string) => (
    <FormRow
      id={`entry-${name}`}
      label={t(`boards.${name === 'name' ? 'person' : name}`)}
      {...(hint === undefined ? {} : { hint })}
    >
      <Input
        id={`entry-${name}`}
        value={wish[name]}
        maxLength={most}
        showCount
        autoFocus={name === 'name'}
        onChange={(event) => {
          setWish({ ...wish, [name]: event.target.value });
        }}
      />
    </FormRow>
  );
  return (
    <Modal
      open
      title={t(entry === undefined ? 'boards.addPerson' : 'boards.changePerson')}
      okText={t('action.save')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: wish.name.trim() === '' }}
      confirmLoading={save.isPending}
      onOk={() => {
        save.mutate();
      }}
      onCancel={onClose}
      width={460}
    >
      {field('name', 20)}
      {field('post', 16)}
      {field('duties', 40, t('boards.dutiesHint'))}
      <FormRow id="entry-keepers" label={t('boards.keepers')} hint={t('boards.keepersHint')}>
        <Select
          id="entry-keepers"
          mode="multiple"
          showSearch={{ optionFilterProp: 'label' }}
          value={wish.keeperIds}
          onChange={(keeperIds: string[]) => {
            setWish({ ...wish, keeperIds });
          }}
          options={members.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </FormRow>
      <PhotoChoice entry={entry} photo={photo} onChange={setPhoto} />
      <p className="quiet">{t('boards.publicHint')}</p>
      {save.isError && <Failure error={save.error} />}
    </Modal>
  );
}

interface PhotoChoiceProps {
  entry: BoardEntryView | undefined;
  photo: string | null | undefined;
  onChange: (photo: string | null) => void;
}

function PhotoChoice({ entry, photo, onChange }: PhotoChoiceProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const take = useMutation({ mutationFn: smallPhoto, onSuccess: onChange });
  const has = photo === undefined ? entry?.photo !== undefined : photo !== null;
  return (
    <div className="form-row">
      <span className="form-label">{t('boards.photo')}</span>
      <span className="photo-choice">
        {typeof photo === 'string' && (
          <img className="portrait" src={`data:image/jpeg;base64,${photo}`} alt="" />
        )}
        {photo === undefined && entry?.photo !== undefined && <Portrait person={entry} />}
        <Button loading={take.isPending} onClick={() => input.current?.click()}>
          {t(has ? 'boards.otherPhoto' : 'boards.choosePhoto')}
        </Button>
        {has && (
          <button
            type="button"
            className="link-button danger"
            onClick={() => {
              onChange(null);
            }}
          >
            {t('action.remove')}
          </button>
        )}
      </span>
      {take.isError && <Failure error={take.error} />}
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t('boards.choosePhoto')}
        accept="image/jpeg,image/png,image/webp"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) take.mutate(file);
          event.target.value = '';
        }}
      />
    </div>
  );
}
