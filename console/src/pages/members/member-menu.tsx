import { MoreOutlined } from '@ant-design/icons';
import { App, Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import type { MemberView, MemberWithPassword } from '../../../../src/contract/api/identity.js';
import { changeMember, resetMemberFactor, resetPassword } from '../../api/people-calls.js';
import { useRefresh } from '../../app/queries.js';
import { useProblemText } from '../../ui/feedback.js';

interface MemberMenuProps {
  member: MemberView;
  /** Nobody locks the own door or resets the own password here. */
  me: boolean;
  onEdit: () => void;
  onIssued: (issued: MemberWithPassword) => void;
}

export function MemberMenu({ member, me, onEdit, onIssued }: MemberMenuProps) {
  const { t } = useTranslation();
  const { modal, message } = App.useApp();
  const refresh = useRefresh();
  const words = useProblemText();
  const off = member.disabledAt !== undefined;
  const { name } = member;

  async function run(action: () => Promise<unknown>): Promise<void> {
    try {
      await action();
      await refresh(['members']);
    } catch (error) {
      message.error(words(error));
    }
  }

  const ask = (title: string, content: string, okText: string, action: () => Promise<unknown>) => {
    modal.confirm({
      title,
      content,
      okText,
      cancelText: t('action.cancel'),
      onOk: () => run(action),
    });
  };

  const reset = {
    key: 'reset',
    label: t('members.reset'),
    onClick: () => {
      ask(t('members.resetTitle', { name }), t('members.resetText'), t('members.reset'), async () => {
        onIssued(await resetPassword(member.id));
      });
    },
  };
  const factor = {
    key: 'factor',
    label: t('memberFactor.reset'),
    onClick: () => {
      ask(t('memberFactor.resetTitle', { name }), t('memberFactor.resetText'), t('memberFactor.reset'), () =>
        resetMemberFactor(member.id),
      );
    },
  };
  const door = off
    ? {
        key: 'enable',
        label: t('members.enable'),
        onClick: () => void run(() => changeMember(member.id, { disabled: false })),
      }
    : {
        key: 'disable',
        danger: true,
        label: t('members.disable'),
        onClick: () => {
          ask(t('members.disableTitle', { name }), t('members.disableText'), t('members.disable'), () =>
            changeMember(member.id, { disabled: true }),
          );
        },
      };
  const edit = { key: 'edit', label: t('members.edit'), onClick: onEdit };
  return (
    <Dropdown
      trigger={['click']}
      menu={{ items: me ? [edit] : [edit, reset, ...(member.secondFactor ? [factor] : []), door] }}
    >
      <Button type="text" size="small" icon={<MoreOutlined />} aria-label={t('members.menu', { name })} />
    </Dropdown>
  );
}
