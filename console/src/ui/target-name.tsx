import { useTranslation } from 'react-i18next';
import { useTargets } from '../app/queries.js';

/** 演练: what goes there reaches only a drill. */
export function DrillTag() {
  const { t } = useTranslation();
  return (
    <span className="drill-tag" title={t('drill.hint')}>
      {t('drill.tag')}
    </span>
  );
}

/** A target's name, with 演练 when it talks to a drill. */
export function TargetName({ target }: { target: { name: string; drill: boolean } }) {
  return (
    <span className="target-name">
      {target.name}
      {target.drill && <DrillTag />}
    </span>
  );
}

/** The same for a target that is only known by its id, or, in the ledger, by its name. */
export function TargetNamed({ id, name }: { id?: string; name: string }) {
  const targets = useTargets().data ?? [];
  const drill = targets.some(
    (target) => (id === undefined ? target.name === name : target.id === id) && target.drill,
  );
  return <TargetName target={{ name, drill }} />;
}
