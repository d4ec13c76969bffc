import { queryOptions, useMutation, useQuery } from '@tanstack/react-query';
import { Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '../../../../src/contract/api/common.js';
import {
  CreateMember,
  type MemberView,
  type MemberWithPassword,
} from '../../../../src/contract/api/identity.js';
import { changeMember, createMember } from '../../api/people-calls.js';
import { offeredProvider } from '../../api/sign-on.js';
import { useRefresh } from '../../app/queries.js';
import { Failure } from '../../ui/feedback.js';
import { DepartmentChoice } from './department-choice.js';
import { RoleChoice } from './role-choice.js';

const providerQuery = queryOptions({
  queryKey: ['provider'],
  queryFn: offeredProvider,
  staleTime: 60 * 60_000,
});

interface MemberDialogProps {
  /** Without one, a new member. */
  member: MemberView | undefined;
  onClose: () => void;
  onIssued: (issued: MemberWithPassword) => void;
}

export function MemberDialog({ member, onClose, onIssued }: MemberDialogProps) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const [username, setUsername] = useState(member?.username ?? '');
  const [name, setName] = useState(member?.name ?? '');
  const [roles, setRoles] = useState<Role[]>(member?.roles ?? ['clerk']);
  const [departmentId, setDepartmentId] = useState(member?.department?.id);
  const [email, setEmail] = useState(member?.email ?? '');
  const wish = CreateMember.safeParse({
    ...{ username, name, roles, departmentId },
    ...(email.trim() === '' ? {} : { email }),
  });
  const byProvider = (useQuery(providerQuery).data ?? null) !== null;
  const badUsername = username !== '' && !CreateMember.shape.username.safeParse(username).success;
  const save = useMutation({
    mutationFn: async (body: CreateMember) => {
      if (member === undefined) onIssued(await createMember(body));
      else
        await changeMember(member.id, {
          name: body.name,
          roles: body.roles,
          departmentId: body.departmentId ?? null,
          ...(byProvider ? { email: body.email ?? null } : {}),
        });
    },
    onSuccess: async () => {
      onClose();
      await refresh(['members', 'me']);
    },
  });
  return (
    <Modal
      open
      title={member === undefined ? t('members.add') : t('members.edit')}
      okText={t('action.save')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: !wish.success }}
      confirmLoading={save.isPending}
      onOk={() => {
        if (wish.success) save.mutate(wish.data);
      }}
      onCancel={onClose}
      width={440}
    >
      <div className="form-row">
        <label htmlFor="member-name">{t('members.name')}</label>
        <Input
          id="member-name"
          autoFocus
          maxLength={50}
          value={name}
          onChange={(event) => {
            setName(event.target.value);
          }}
        />
      </div>
      <div className="form-row">
        <label htmlFor="member-username">{t('members.username')}</label>
        <Input
          id="member-username"
          maxLength={40}
          autoCapitalize="none"
          spellCheck={false}
          disabled={member !== undefined}
          status={badUsername ? 'error' : ''}
          value={username}
          onChange={(event) => {
            setUsername(event.target.value);
          }}
        />
        <span className={badUsername ? 'field-error' : 'form-hint'}>{t('members.usernameHint')}</span>
      </div>
      {byProvider && (
        <div className="form-row">
          <label htmlFor="member-email">{t('signOn.email')}</label>
          <Input
            id="member-email"
            type="email"
            autoComplete="off"
            maxLength={254}
            value={email}
            onChange={(event) => {
              setEmail(event.target.value);
            }}
          />
          <span className="form-hint">{t('signOn.emailHint')}</span>
        </div>
      )}
      <DepartmentChoice id="member-department" value={departmentId} onChange={setDepartmentId} />
      <RoleChoice value={roles} onChange={setRoles} />
      {save.isError && <Failure error={save.error} />}
    </Modal>
  );
}
