import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Procedure, ProcedureStep } from '../../../../src/contract/api/procedure.js';
import { departmentsQuery } from '../../app/departments.js';
import { currentLanguage, inLanguage } from '../../i18n/index.js';

/** The steps in their order, from the draft to the release, each with who takes it. */
export function Chain({ procedure }: { procedure: Procedure }) {
  const { t } = useTranslation();
  const who = useWho();
  const language = currentLanguage();
  return (
    <>
      <ol className="chain">
        <li className="chain-end">{t('procedure.draft')}</li>
        {procedure.steps.map((step) => (
          <li key={step.key} className="chain-step">
            <strong>{inLanguage(step.label, language)}</strong>
            <small>{who(step)}</small>
          </li>
        ))}
        <li className="chain-end">{t('procedure.release')}</li>
      </ol>
      {procedure.distinct && <p className="quiet">{t('procedure.distinctOn')}</p>}
    </>
  );
}

function useWho(): (step: ProcedureStep) => string {
  const { t } = useTranslation();
  const departments = useQuery(departmentsQuery).data ?? [];
  return ({ roles, department }) => {
    const names = roles.map((role) => t(`role.${role}`)).join(t('procedure.or'));
    if (department === 'any') return names;
    const where =
      department === 'drafters'
        ? t('procedure.ownDepartment')
        : (departments.find(({ id }) => id === department)?.name ?? t('procedure.goneDepartment'));
    return t('procedure.whoWhere', { where, names });
  };
}
