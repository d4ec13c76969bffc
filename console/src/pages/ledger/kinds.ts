import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { PersonalData } from '../../../../src/contract/api/personal-data.js';
import { DeliveryState, Operation, type Json } from '../../../../src/contract/values.js';
import { deliveryLook } from '../../lib/states.js';
import { useCodeWord } from '../../ui/words.js';

/** The kinds that a person may want to look for. Others are shown too, by their own name. */
export const LEDGER_KINDS = [
  'announcement.created',
  'announcement.copied',
  'screening.asked',
  'screening.passed',
  'party.named',
  'service.recorded',
  'version.submitted',
  'version.withdrawn',
  'decision.approved',
  'decision.returned',
  'slip.printed',
  'paper.recorded',
  'paper.confirmed',
  'paper.rejected',
  'after_review.due',
  'after_review.confirmed',
  'after_review.correct',
  'after_review.recall',
  'duty.set',
  'version.approved',
  'release.created',
  'release.moved',
  'delivery.created',
  ...DeliveryState.options.map((state) => `delivery.${state}`),
  'recall.requested',
  'recall.approved',
  'recall.refused',
  'recall.ordered',
  'group.created',
  'group.released',
  'group.dissolved',
  'correction.begun',
  'correction.discarded',
  'delivery.resolved',
  'delivery.repaired',
  'screens.shown',
  'screens.retracted',
  'screen.painted',
  'screen.retracted',
  'screen.claimed',
  'screen.moved',
  'screen.revoked',
  'warning.prepared',
  'warning.received',
  'warning.started',
  'warning.ended',
  'warning.discarded',
  'slate.begun',
  'slate.lift_asked',
  'slate.lifted',
  'warning_source.added',
  'warning_source.removed',
  'programme.changed',
  'screen.asked',
  'screen.copied',
  'screen.alert_opened',
  'screen.alert_acknowledged',
  'screen.alert_closed',
  'screen.alert_rule_set',
  'board.created',
  'board.changed',
  'board.removed',
  'board.entry_added',
  'board.entry_changed',
  'board.entry_removed',
  'target.created',
  'target.changed',
  'target.paused',
  'task.answered',
  'member.created',
  'member.changed',
  'member.password_reset',
  'member.signed_in',
  'member.sign_in_refused',
  'member.signed_out',
  'member.password_changed',
  'member.invited',
  'member.invitation_withdrawn',
  'member.joined',
  'member.second_factor_on',
  'member.second_factor_off',
  'member.sessions_ended',
  'member.identity_linked',
  'member.identity_unlinked',
  'department.created',
  'department.changed',
  'procedure.set',
  'procedure.removed',
  'template.set',
  'template.removed',
  'target_set.set',
  'target_set.removed',
  'metadata_rule.set',
  'delegation.created',
  'delegation.revoked',
  'file.cleaned',
  'dictionary.added',
  'dictionary.changed',
  'dictionary.removed',
  'dictionary.imported',
  'hook.created',
  'hook.changed',
  'hook.removed',
  'hook.disabled',
  'mail_server.set',
  'mail_server.removed',
  'token.created',
  'token.revoked',
  'register.exported',
  'workdays.changed',
  'notice.opened',
  'notice.extended',
  'notice.closed',
  'rescan.asked',
  'rescan.found',
  'rescan.dismissed',
  'rectification.opened',
  'rectification.written',
  'rectification.notice',
  'rectification.moved',
  'rectification.submitted',
  'rectification.signed',
  'rectification.returned',
  'objection.recorded',
  'objection.received',
  'objection.settled',
  'consultation.asked',
  'consultation.replied',
  'consultation.withdrawn',
  'consultation.confirmed',
  'decision.withheld',
  'withholding.kept',
  'withholding.lifted',
  'terms.set',
  'personal.read',
] as const;

function operationOf(data: Json | undefined): Operation {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return 'publish';
  return Operation.safeParse(data['operation']).data ?? 'publish';
}

/** What personal data an entry says was read. */
const Read = z.object({ what: PersonalData });
const personalOf = (data: Json | undefined): PersonalData | undefined => Read.safeParse(data).data?.what;

/** The words for what happened; a delivery's entry says the state that it came to. */
export function useKindWord(): (kind: string, data?: Json) => string {
  const { t } = useTranslation();
  const word = useCodeWord('ledgerKind');
  return (kind, data) => {
    const personal = kind === 'personal.read' ? personalOf(data) : undefined;
    if (personal !== undefined) return t(`personal.${personal}`);
    const [subject, what] = kind.split('.');
    const state = DeliveryState.safeParse(what);
    if (subject !== 'delivery' || !state.success) return word(kind);
    return t('ledger.delivery', { state: t(`state.${deliveryLook(state.data, operationOf(data)).word}`) });
  };
}
