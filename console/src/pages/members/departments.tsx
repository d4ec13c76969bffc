import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DepartmentView, UpdateDepartment } from '../../../../src/contract/api/people.js';
import { changeDepartment, createDepartment } from '../../api/people-calls.js';
import { departmentsQuery } from '../../app/departments.js';
import { useRefresh } from '../../app/queries.js';
import { useProblemText } from '../../ui/feedback.js';

/** The office's departments: added, renamed, closed. None is deleted, since its past is its own. */
export function Departments() {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const departments = useQuery(departmentsQuery).data ?? [];
  const save = useSave();
  const add = (): void => {
    if (name.trim() === '') return;
    save.mutate(
      { name: name.trim() },
      {
        onSuccess: () => {
          setName('');
        },
      },
    );
  };
  return (
    <section aria-label={t('department.title')}>
      <h2 className="section-title">{t('department.title')}</h2>
      <div className="card departments">
        {departments.length === 0 && <p className="quiet">{t('department.none')}</p>}
        <ul>
          {departments.map((department) => (
            <DepartmentRow key={department.id} department={department} />
          ))}
        </ul>
        <div className="department-add">
          <Input
            aria-label={t('department.name')}
            placeholder={t('department.name')}
            maxLength={50}
            value={name}
            onChange={(event) => {
              setName(event.target.value);
            }}
            onPressEnter={add}
          />
          <Button loading={save.isPending} disabled={name.trim() === ''} onClick={add}>
            {t('department.add')}
          </Button>
        </div>
      </div>
    </section>
  );
}

type Wish = { name: string } | { id: string; change: UpdateDepartment };

function useSave() {
  const { message } = App.useApp();
  const refresh = useRefresh();
  const words = useProblemText();
  return useMutation({
    mutationFn: (wish: Wish) =>
      'id' in wish ? changeDepartment(wish.id, wish.change) : createDepartment({ name: wish.name }),
    onSuccess: () => refresh(['departments', 'members']),
    onError: (error) => {
      message.error(words(error));
    },
  });
}

function DepartmentRow({ department: { id, name, members, closedAt } }: { department: DepartmentView }) {
  const { t } = useTranslation();
  const [renaming, setRenaming] = useState<string>();
  const save = useSave();
  const closed = closedAt !== undefined;
  const finish = (): void => {
    const next = renaming?.trim() ?? '';
    setRenaming(undefined);
    if (next !== '' && next !== name) save.mutate({ id, change: { name: next } });
  };
  return (
    <li className={closed ? 'department member-off' : 'department'}>
      {renaming === undefined ? (
        <span className="member-name">{name}</span>
      ) : (
        <Input
          autoFocus
          aria-label={t('department.renameOf', { name })}
          maxLength={50}
          value={renaming}
          onChange={(event) => {
            setRenaming(event.target.value);
          }}
          onPressEnter={finish}
          onBlur={finish}
          onKeyDown={({ key }) => {
            if (key === 'Escape') setRenaming(undefined);
          }}
        />
      )}
      <span className="quiet">
        {closed ? t('department.closed') : t('department.people', { count: members })}
      </span>
      <Button
        size="small"
        aria-label={t('department.renameOf', { name })}
        onClick={() => {
          setRenaming(name);
        }}
      >
        {t('department.rename')}
      </Button>
      <Button
        size="small"
        aria-label={t(closed ? 'department.reopenOf' : 'department.closeOf', { name })}
        onClick={() => {
          save.mutate({ id, change: { closed: !closed } });
        }}
      >
        {t(closed ? 'department.reopen' : 'department.close')}
      </Button>
    </li>
  );
}
