import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemberView, MemberWithPassword } from '../../../../src/contract/api/identity.js';
import { getMembers } from '../../api/people-calls.js';
import { useMe } from '../../app/me.js';
import { Failure, Loading } from '../../ui/feedback.js';
import { Page } from '../../ui/page.js';
import { When } from '../../ui/when.js';
import { DutyPanel } from '../emergency/parts.js';
import { MemberDialog } from './member-dialog.js';
import { MemberMenu } from './member-menu.js';
import { OfficeForm } from './office-form.js';
import { SecretShown } from '../../ui/secret-shown.js';
import { DelegationsPanel } from '../delegations/parts.js';
import { Departments } from './departments.js';
import { Invitations } from './invitations.js';
import { InviteDialog } from './invite-dialog.js';
import './members.css';

/** Who may sign in, with which roles, and what the office is called. */
export function MembersPage() {
  const { t } = useTranslation();
  const [editing, setEditing] = useState<MemberView | 'new'>();
  const [inviting, setInviting] = useState(false);
  const [issued, setIssued] = useState<MemberWithPassword>();
  const query = useQuery({
    queryKey: ['members'],
    queryFn: ({ signal }) => getMembers(signal),
    // Each reading is written down: none that nobody asked for.
    refetchOnWindowFocus: false,
  });
  const members = query.data ?? [];
  const active = members.filter((member) => member.disabledAt === undefined).length;
  return (
    <Page
      title={t('nav.members')}
      lead={query.isSuccess ? t('members.lead', { count: active }) : undefined}
      actions={
        <>
          <Button
            onClick={() => {
              setEditing('new');
            }}
          >
            {t('members.add')}
          </Button>
          <Button
            type="primary"
            onClick={() => {
              setInviting(true);
            }}
          >
            {t('invite.open')}
          </Button>
        </>
      }
    >
      <div className="card">
        {query.isPending && <Loading lines={4} />}
        {query.isError && query.data === undefined && (
          <Failure error={query.error} onRetry={() => void query.refetch()} />
        )}
        <ul className="members">
          {members.map((member) => (
            <MemberRow
              key={member.id}
              member={member}
              onEdit={() => {
                setEditing(member);
              }}
              onIssued={setIssued}
            />
          ))}
        </ul>
      </div>
      <Invitations />
      <DelegationsPanel scope="office" />
      <DutyPanel />
      <Departments />
      <OfficeForm />
      {inviting && (
        <InviteDialog
          onClose={() => {
            setInviting(false);
          }}
        />
      )}
      {editing !== undefined && (
        <MemberDialog
          member={editing === 'new' ? undefined : editing}
          onClose={() => {
            setEditing(undefined);
          }}
          onIssued={setIssued}
        />
      )}
      {issued !== undefined && (
        <SecretShown
          title={t('members.passwordTitle', { name: issued.member.name })}
          text={t('members.passwordText')}
          before={issued.member.username}
          secret={issued.password}
          onClose={() => {
            setIssued(undefined);
          }}
        />
      )}
    </Page>
  );
}

interface MemberRowProps {
  member: MemberView;
  onEdit: () => void;
  onIssued: (issued: MemberWithPassword) => void;
}

function MemberRow({ member, onEdit, onIssued }: MemberRowProps) {
  const { t } = useTranslation();
  const me = useMe().member.id === member.id;
  const off = member.disabledAt !== undefined;
  return (
    <li className={off ? 'member member-off' : 'member'}>
      <span className="member-name">
        {member.name} {me && <span className="quiet">{t('members.me')}</span>}
      </span>
      <span className="member-username">
        {member.username}
        {member.department !== undefined && <small className="quiet">{member.department.name}</small>}
      </span>
      <span className="member-roles">
        {member.secondFactor && !off && <span className="factor-mark">{t('memberFactor.on')}</span>}
        {off ? t('members.disabled') : member.roles.map((role) => t(`role.${role}`)).join(t('list.comma'))}
      </span>
      <span className="member-since quiet">
        {t('members.since')} <When at={member.createdAt} />
      </span>
      <MemberMenu member={member} me={me} onEdit={onEdit} onIssued={onIssued} />
    </li>
  );
}
