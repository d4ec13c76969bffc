import { Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Extras } from '../../../../src/contract/api/intake.js';
import type { AssetRef } from '../../../../src/contract/values.js';
import { currentLanguage, inLanguage } from '../../i18n/index.js';
import type { DraftSaver, SaverState } from '../../lib/draft-saver.js';
import type { Choice, Conflict, Field } from '../../lib/merge.js';
import { extraFacts, factLines } from '../../lib/extras.js';
import { useTargets } from '../../app/queries.js';
import type { Metadata } from '../../../../src/contract/metadata.js';
import { useMetadataLines } from '../../ui/metadata-words.js';
import { useMomentWords } from '../../ui/when.js';

/** Two people changed the same field: both are shown, nothing is lost, a person chooses. */
export function ConflictDialog({ state, saver }: { state: SaverState; saver: DraftSaver }) {
  const { t } = useTranslation();
  const [choices, setChoices] = useState<Partial<Record<Field, Choice>>>({});
  const [busy, setBusy] = useState(false);

  async function settle(): Promise<void> {
    setBusy(true);
    await saver.settle(choices);
    setBusy(false);
    setChoices({});
  }

  return (
    <Modal
      open={state.status === 'conflict'}
      title={t('conflict.title')}
      width={860}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      okText={t('conflict.save')}
      confirmLoading={busy}
      onOk={() => void settle()}
      footer={(_all, { OkBtn }) => <OkBtn />}
    >
      <p className="modal-lead">{t('conflict.text')}</p>
      {state.conflicts.map((conflict) => (
        <fieldset key={conflict.field} className="conflict">
          <legend>{t(`field.${conflict.field}`)}</legend>
          <div className="conflict-sides">
            <ConflictSide label={t('conflict.mine')} conflict={conflict} side="mine" />
            <ConflictSide label={t('conflict.theirs')} conflict={conflict} side="theirs" />
          </div>
          <Radio.Group
            value={choices[conflict.field] ?? 'mine'}
            onChange={(event) => {
              setChoices({ ...choices, [conflict.field]: event.target.value as Choice });
            }}
            options={[
              { value: 'mine', label: t('conflict.keepMine') },
              { value: 'theirs', label: t('conflict.takeTheirs') },
              ...(conflict.field === 'body' ? [{ value: 'both', label: t('conflict.both') }] : []),
            ]}
          />
        </fieldset>
      ))}
    </Modal>
  );
}

function ConflictSide({
  label,
  conflict,
  side,
}: {
  label: string;
  conflict: Conflict;
  side: 'mine' | 'theirs';
}) {
  const text = useFieldText()(conflict.field, conflict[side]);
  return (
    <div>
      <p className="form-hint">{label}</p>
      <div className="conflict-text">{text}</div>
    </div>
  );
}

/** A field's value as plain words, for comparing two of them. */
function useFieldText(): (field: Field, value: Conflict['mine']) => string {
  const { t } = useTranslation();
  const moment = useMomentWords();
  const lines = useMetadataLines();
  const targets = useTargets().data ?? [];
  const language = currentLanguage();
  const extras = (value: Extras) =>
    extraFacts(value, targets)
      .map(({ channel, label, value: fact }) => {
        const lines = factLines(fact, (yes) => t(yes ? 'extras.yes' : 'extras.no'));
        return `${inLanguage(channel, language)} · ${inLanguage(label, language)}\n${lines}`;
      })
      .join('\n');
  return (field, value) => {
    if (typeof value === 'number') return String(value);
    if (value === undefined || Object.keys(value).length === 0) return t('conflict.empty');
    if (field === 'extras') return extras(value as Extras);
    if (field === 'metadata')
      return lines(value as Metadata)
        .map(({ label, text }) => `${label} ${text}`)
        .join('\n');
    if (typeof value === 'string') {
      if (field === 'plannedAt' || field === 'expiresAt') return moment(value);
      if (field !== 'body') return value;
      return new DOMParser().parseFromString(value.replaceAll(/<\/(p|h\d|li|tr)>/g, '\n$&'), 'text/html').body
        .innerText;
    }
    return (value as (string | AssetRef)[])
      .map((item) => {
        if (typeof item !== 'string') return item.name;
        return targets.find((target) => target.id === item)?.name ?? item;
      })
      .join('\n');
  };
}
