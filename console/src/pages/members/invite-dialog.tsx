import { useMutation } from '@tanstack/react-query';
import { Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '../../../../src/contract/api/common.js';
import { CreateInvitation } from '../../../../src/contract/api/people.js';
import { createInvitation } from '../../api/people-calls.js';
import { useRefresh } from '../../app/queries.js';
import { Failure } from '../../ui/feedback.js';
import { SecretShown } from '../../ui/secret-shown.js';
import { DepartmentChoice } from './department-choice.js';
import { RoleChoice } from './role-choice.js';

/** Name, roles and department of a colleague; then the link that is shown this once. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const [name, setName] = useState('');
  const [roles, setRoles] = useState<Role[]>(['clerk']);
  const [departmentId, setDepartmentId] = useState<string>();
  const wish = CreateInvitation.safeParse({ name, roles, departmentId });
  const invite = useMutation({ mutationFn: createInvitation, onSuccess: () => refresh(['invitations']) });
  if (invite.data !== undefined)
    return (
      <SecretShown
        title={t('invite.linkTitle', { name: invite.data.invitation.name })}
        text={t('invite.linkText')}
        secret={`${window.location.origin}${invite.data.path}`}
        onClose={onClose}
      />
    );
  return (
    <Modal
      open
      title={t('invite.title')}
      okText={t('invite.create')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: !wish.success }}
      confirmLoading={invite.isPending}
      onOk={() => {
        if (wish.success) invite.mutate(wish.data);
      }}
      onCancel={onClose}
      width={440}
    >
      <p className="modal-lead">{t('invite.hint')}</p>
      <div className="form-row">
        <label htmlFor="invite-name">{t('members.name')}</label>
        <Input
          id="invite-name"
          autoFocus
          maxLength={50}
          value={name}
          onChange={(event) => {
            setName(event.target.value);
          }}
        />
      </div>
      <DepartmentChoice id="invite-department" value={departmentId} onChange={setDepartmentId} />
      <RoleChoice value={roles} onChange={setRoles} />
      {invite.isError && <Failure error={invite.error} />}
    </Modal>
  );
}
