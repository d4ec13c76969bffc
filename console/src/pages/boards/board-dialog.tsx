import { useMutation } from '@tanstack/react-query';
import { Input, Modal, Radio, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoardView, SaveBoard } from '../../../../src/contract/api/boards.js';
import { saveBoard } from '../../api/board-calls.js';
import { useRefresh } from '../../app/queries.js';
import { Failure } from '../../ui/feedback.js';
import { FormRow } from '../../ui/form-row.js';
import { useScreenGroups } from '../screens/groups.js';

const fresh: SaveBoard = { name: '', reset: { at: '08:30', to: 'unknown' }, targetIds: [] };

/** A new board, or another name, reset or choice of groups for one. */
export function BoardDialog({ board, onClose }: { board?: BoardView; onClose: () => void }) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const groups = useScreenGroups();
  const [wish, setWish] = useState<SaveBoard>(board ?? fresh);
  const set = (part: Partial<SaveBoard>): void => {
    setWish({ ...wish, ...part });
  };
  const { reset, targetIds } = wish;
  const name = wish.name.trim();
  const save = useMutation({
    mutationFn: () => saveBoard(board?.id, { name, reset, targetIds }),
    onSuccess: async () => {
      onClose();
      await refresh(['boards', 'whereabouts']);
    },
  });
  return (
    <Modal
      open
      title={t(board === undefined ? 'boards.make' : 'boards.change')}
      okText={t('action.save')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: name === '' || reset.at === '' }}
      confirmLoading={save.isPending}
      onOk={() => {
        save.mutate();
      }}
      onCancel={onClose}
      width={460}
    >
      <FormRow id="board-name" label={t('boards.name')}>
        <Input
          id="board-name"
          value={wish.name}
          maxLength={40}
          autoFocus
          placeholder={t('boards.nameExample')}
          onChange={(event) => {
            set({ name: event.target.value });
          }}
        />
      </FormRow>
      <FormRow id="board-groups" label={t('boards.groups')} hint={t('boards.groupsHint')}>
        <Select
          id="board-groups"
          mode="multiple"
          value={targetIds}
          onChange={(ids: string[]) => {
            set({ targetIds: ids });
          }}
          options={groups.map((group) => ({ value: group.id, label: group.name }))}
        />
      </FormRow>
      <FormRow id="board-reset" label={t('boards.resetAt')} hint={t('boards.resetHint')}>
        <Input
          id="board-reset"
          type="time"
          value={reset.at}
          onChange={(event) => {
            set({ reset: { ...reset, at: event.target.value.slice(0, 5) } });
          }}
        />
      </FormRow>
      <div className="form-row" role="group" aria-label={t('boards.resetTo')}>
        <span className="form-label">{t('boards.resetTo')}</span>
        <Radio.Group
          value={reset.to}
          onChange={(event) => {
            set({ reset: { ...reset, to: event.target.value as typeof reset.to } });
          }}
          options={[
            { value: 'unknown', label: t('boards.toUnknown') },
            { value: 'in', label: t('boards.toIn') },
          ]}
        />
      </div>
      {save.isError && <Failure error={save.error} />}
    </Modal>
  );
}
