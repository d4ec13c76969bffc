import { AutoComplete, Checkbox, Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Disclosure, documentTopics, metadataLimits, type Metadata } from '../../../src/contract/metadata.js';
import './metadata-inputs.css';

interface MetadataInputsProps {
  /** Before the ids of the inputs, `<id>-topic` and so on. */
  id: string;
  value: Metadata;
  /** The date below the text, which is taken when none is given. */
  signedOn?: string | undefined;
  onChange: (metadata: Metadata) => void;
}

type Days = 'madeOn' | 'validFrom' | 'validUntil';

/** The value with some parts changed; what says nothing is left out. */
const changed = (value: Metadata, patch: { [K in keyof Metadata]?: Metadata[K] | undefined }): Metadata =>
  Object.fromEntries(
    Object.entries({ ...value, ...patch } as Record<string, unknown>).filter(
      ([, part]) => part !== undefined,
    ),
  );

const said = (text: string): string | undefined => (text.trim() === '' ? undefined : text);

/** All that a document may say about itself. Nothing has to be filled in. */
export function MetadataInputs({ id, value, signedOn, onChange }: MetadataInputsProps) {
  const { t } = useTranslation();
  const set = (patch: Parameters<typeof changed>[1]) => {
    onChange(changed(value, patch));
  };
  const day = (name: Days, patch: (text: string | undefined) => Parameters<typeof changed>[1]) => (
    <Input
      id={`${id}-${name}`}
      type="date"
      value={value[name] ?? ''}
      onChange={(event) => {
        set(patch(said(event.target.value)));
      }}
    />
  );
  const { basis, abolished } = value;
  return (
    <div className="metadata-grid">
      <Row id={`${id}-topic`} label={t('metadata.field.topic')}>
        <AutoComplete
          id={`${id}-topic`}
          value={value.topic ?? ''}
          maxLength={metadataLimits.topic}
          options={documentTopics
            .filter(
              (topic) =>
                topic.includes(value.topic ?? '') || documentTopics.some((one) => one === value.topic),
            )
            .map((topic) => ({ value: topic }))}
          onChange={(topic: string) => {
            set({ topic: said(topic) });
          }}
        />
      </Row>
      <Row
        id={`${id}-madeOn`}
        label={t('metadata.field.madeOn')}
        hint={
          value.madeOn !== undefined || signedOn === undefined
            ? undefined
            : t('metadata.fromText', { day: signedOn })
        }
      >
        {day('madeOn', (madeOn) => ({ madeOn }))}
      </Row>
      <Row id={`${id}-validFrom`} label={t('metadata.validFrom')}>
        {day('validFrom', (validFrom) => ({ validFrom }))}
      </Row>
      <Row id={`${id}-validUntil`} label={t('metadata.validUntil')}>
        <span className="metadata-pair">
          {day('validUntil', (validUntil) => ({
            validUntil,
            ...(validUntil === undefined ? {} : { longTerm: undefined }),
          }))}
          <Checkbox
            checked={value.longTerm === true}
            onChange={(event) => {
              set(event.target.checked ? { longTerm: true, validUntil: undefined } : { longTerm: undefined });
            }}
          >
            {t('metadata.long')}
          </Checkbox>
        </span>
      </Row>
      <Row id={`${id}-keywords`} label={t('metadata.field.keywords')}>
        <Select<string[]>
          id={`${id}-keywords`}
          mode="tags"
          open={false}
          suffixIcon={null}
          tokenSeparators={[',', '，', '、', ';', '；']}
          placeholder={t('metadata.keywordsHint')}
          value={value.keywords ?? []}
          onChange={(words) => {
            const kept = words.map((word) => word.trim().slice(0, metadataLimits.keyword)).filter(Boolean);
            set({
              keywords: kept.length === 0 ? undefined : [...new Set(kept)].slice(0, metadataLimits.keywords),
            });
          }}
        />
      </Row>
      <Row id={`${id}-disclosure`} label={t('metadata.field.disclosure')}>
        <Select<Disclosure>
          id={`${id}-disclosure`}
          placeholder={t('metadata.unsaid')}
          value={value.disclosure ?? null}
          options={Disclosure.options.map((one) => ({ value: one, label: t(`metadata.disclosures.${one}`) }))}
          onChange={(disclosure) => {
            set({ disclosure });
          }}
        />
      </Row>
      <Row id={`${id}-basis`} label={t('metadata.field.basis')} wide>
        <span className="metadata-pair">
          <Input
            id={`${id}-basis`}
            maxLength={metadataLimits.basis}
            placeholder={t('metadata.basisHint')}
            value={basis?.text ?? ''}
            onChange={(event) => {
              const text = event.target.value;
              const url = basis?.url;
              set({
                basis:
                  text === '' && url === undefined ? undefined : { text, ...(url !== undefined && { url }) },
              });
            }}
          />
          <Input
            id={`${id}-basis-url`}
            type="url"
            aria-label={t('metadata.basisUrl')}
            placeholder={t('metadata.basisUrl')}
            maxLength={metadataLimits.url}
            value={basis?.url ?? ''}
            onChange={(event) => {
              const url = said(event.target.value);
              const text = basis?.text ?? '';
              set({
                basis:
                  text === '' && url === undefined ? undefined : { text, ...(url !== undefined && { url }) },
              });
            }}
          />
        </span>
      </Row>
      <Row id={`${id}-abolishedOn`} label={t('metadata.abolished')} wide>
        <span className="metadata-pair">
          <Input
            id={`${id}-abolishedOn`}
            type="date"
            value={abolished?.on ?? ''}
            onChange={(event) => {
              const on = said(event.target.value);
              set({ abolished: on === undefined ? undefined : { ...abolished, on } });
            }}
          />
          <Input
            aria-label={t('metadata.abolishedBy')}
            placeholder={t('metadata.abolishedBy')}
            maxLength={metadataLimits.reason}
            disabled={abolished === undefined}
            value={abolished?.by ?? ''}
            onChange={(event) => {
              if (abolished === undefined) return;
              const by = said(event.target.value);
              set({ abolished: { on: abolished.on, ...(by !== undefined && { by }) } });
            }}
          />
        </span>
      </Row>
    </div>
  );
}

interface RowProps {
  id: string;
  label: string;
  hint?: string | undefined;
  wide?: boolean;
  children: ReactNode;
}

function Row({ id, label, hint, wide = false, children }: RowProps) {
  return (
    <div className={wide ? 'metadata-row metadata-wide' : 'metadata-row'}>
      <label htmlFor={id}>{label}</label>
      {children}
      {hint !== undefined && <span className="form-hint">{hint}</span>}
    </div>
  );
}
