import { Button, Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import type { DraftFields } from '../../../../src/contract/api/intake.js';
import type { TargetView } from '../../../../src/contract/api/targets.js';
import { useTargets } from '../../app/queries.js';
import { useTemplates } from '../../app/templates.js';
import { currentLanguage, inLanguage } from '../../i18n/index.js';
import { TargetName } from '../../ui/target-name.js';

interface TargetChoiceProps {
  targets: TargetView[];
  value: string[];
  onChange: (patch: Partial<DraftFields>) => void;
}

/** Where it goes: one by one, or a set at once. */
export function TargetChoice({ targets, value, onChange }: TargetChoiceProps) {
  const { t } = useTranslation();
  const hint = (target: TargetView) => {
    if (!target.enabled) return t('editor.targetOff');
    const language = currentLanguage();
    if (target.pausedReason !== undefined) {
      const { pausedWords } = target;
      const why = pausedWords === undefined ? target.pausedReason : inLanguage(pausedWords, language);
      return t('editor.targetPaused', { why });
    }
    return inLanguage(target.channelLabel, language);
  };
  return (
    <div className="target-choice">
      <TargetSets value={value} onChange={onChange} />
      {targets.map((target) => (
        <Checkbox
          key={target.id}
          className={value.includes(target.id) ? 'target-box target-on' : 'target-box'}
          checked={value.includes(target.id)}
          disabled={!target.enabled && !value.includes(target.id)}
          onChange={(event) => {
            const others = value.filter((id) => id !== target.id);
            onChange({ targetIds: event.target.checked ? [...others, target.id] : others });
          }}
        >
          <span className="target-box-words">
            <TargetName target={target} />
            <span className="form-hint">{hint(target)}</span>
          </span>
        </Checkbox>
      ))}
    </div>
  );
}

/** The office's sets: one press adds all of one that can be chosen. */
function TargetSets({ value, onChange }: Omit<TargetChoiceProps, 'targets'>) {
  const { t } = useTranslation();
  const sets = useTemplates().data?.targetSets ?? [];
  const targets = useTargets().data ?? [];
  if (sets.length === 0) return null;
  return (
    <div className="target-sets">
      <span className="form-hint">{t('template.sets')}</span>
      {sets.map(({ name, targetIds }) => {
        const usable = targetIds.filter((id) => targets.some((one) => one.id === id && one.enabled));
        return (
          <Button
            key={name}
            size="small"
            disabled={usable.every((id) => value.includes(id))}
            onClick={() => {
              onChange({ targetIds: [...new Set([...value, ...usable])] });
            }}
          >
            {t('template.setOf', { name, count: usable.length })}
          </Button>
        );
      })}
    </div>
  );
}
