import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, AutoComplete, Button, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MetadataRule } from '../../../../src/contract/api/metadata.js';
import { indexNumber, MOST_PATTERN, patternFault } from '../../../../src/contract/kit/index-number.js';
import { dayText } from '../../../../src/contract/kit/office-time.js';
import { documentTopics, metadataLimits } from '../../../../src/contract/metadata.js';
import { setMetadataRule } from '../../api/template-calls.js';
import { metadataRuleQuery } from '../../app/numbering.js';
import { hubNow } from '../../lib/clock.js';
import { Failure, Loading } from '../../ui/feedback.js';
import { FormRow } from '../../ui/form-row.js';

/** How index numbers are made, and the topic of what is written next. */
export function RuleCard() {
  const { t } = useTranslation();
  const query = useQuery(metadataRuleQuery);
  return (
    <section>
      <h2 className="section-title">{t('template.rule')}</h2>
      {query.isPending && <Loading lines={3} />}
      {query.isError && query.data === undefined && (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.data !== undefined && <RuleForm key={query.data.setAt ?? ''} rule={query.data} />}
    </section>
  );
}

function RuleForm({ rule }: { rule: MetadataRule }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [pattern, setPattern] = useState(rule.indexPattern ?? '');
  const [topic, setTopic] = useState(rule.topic ?? '');
  const [serial, setSerial] = useState(rule.nextSerial);
  const fault = pattern === '' ? undefined : patternFault(pattern);
  const numbered = pattern !== '' && fault === undefined;
  const save = useMutation({
    mutationFn: setMetadataRule,
    onSuccess: (saved) => {
      client.setQueryData(metadataRuleQuery.queryKey, saved);
      message.success(t('template.ruleSaved'));
    },
  });
  return (
    <form
      className="card rule-card"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({
          ...(pattern === '' ? {} : { indexPattern: pattern }),
          ...(topic.trim() === '' ? {} : { topic }),
          ...(numbered && serial !== rule.nextSerial ? { nextSerial: serial } : {}),
        });
      }}
    >
      <p className="quiet">{t('template.ruleText')}</p>
      <div className="rule-grid">
        <FormRow id="rule-pattern" label={t('template.pattern')} hint={t('template.patternHint')}>
          <Input
            id="rule-pattern"
            aria-describedby="rule-pattern-hint"
            maxLength={MOST_PATTERN}
            status={fault === undefined ? '' : 'error'}
            value={pattern}
            onChange={(event) => {
              setPattern(event.target.value);
            }}
          />
          {fault !== undefined && <span className="field-error">{t(`template.fault.${fault}`)}</span>}
          {numbered && (
            <span className="num">
              {t('template.example', {
                number: indexNumber(pattern, Number(dayText(hubNow()).slice(0, 4)), serial),
              })}
            </span>
          )}
        </FormRow>
        <FormRow id="rule-serial" label={t('template.nextSerial')} hint={t('template.nextSerialHint')}>
          <InputNumber
            id="rule-serial"
            aria-describedby="rule-serial-hint"
            min={rule.nextSerial}
            max={9_999_999}
            precision={0}
            disabled={!numbered}
            value={serial}
            onChange={(value) => {
              setSerial(value ?? rule.nextSerial);
            }}
          />
        </FormRow>
        <FormRow id="rule-topic" label={t('template.topic')}>
          <AutoComplete
            id="rule-topic"
            value={topic}
            maxLength={metadataLimits.topic}
            options={documentTopics.filter((one) => one.includes(topic)).map((value) => ({ value }))}
            onChange={setTopic}
          />
        </FormRow>
      </div>
      {save.isError && <Failure error={save.error} />}
      <Button htmlType="submit" disabled={fault !== undefined} loading={save.isPending}>
        {t('template.saveRule')}
      </Button>
    </form>
  );
}
