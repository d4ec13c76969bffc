import { useMutation } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import {
  CreateTarget,
  Pace,
  type ChannelView,
  type TargetSettings,
  type TargetView,
} from '../../../../src/contract/api/targets.js';
import { changeTarget, createTarget } from '../../api/target-calls.js';
import { asProblem } from '../../api/problem.js';
import { useRefresh } from '../../app/queries.js';
import { currentLanguage, inLanguage } from '../../i18n/index.js';
import { Failure, Notice } from '../../ui/feedback.js';
import { fieldsOfSchema } from '../../ui/schema-form/fields.js';
import { SchemaForm } from '../../ui/schema-form/schema-form.js';
import { useForm } from '../../ui/schema-form/use-form.js';
import { asValues, cleanValues, initialValues, withSecretGroups } from '../../ui/schema-form/values.js';

interface TargetFormProps {
  channel: ChannelView;
  /** Both, or neither for a new target. */
  target?: TargetView;
  stored?: TargetSettings;
  onDone: () => void;
}

const paceFields = fieldsOfSchema(z.toJSONSchema(Pace));

/** Name, short name, whatever the channel wants to know, and how much goes there at most. */
export function TargetForm({ channel, target, stored, onDone }: TargetFormProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const refresh = useRefresh();
  const fields = fieldsOfSchema(channel.settingsSchema);
  const known = stored?.secretsSet ?? [];
  const [name, setName] = useState(target?.name ?? '');
  const [slug, setSlug] = useState(target?.slug ?? '');
  const [tried, setTried] = useState(false);
  const form = useForm({
    id: 'settings',
    fields,
    start: stored === undefined ? initialValues(fields) : withSecretGroups(asValues(stored.settings), known),
    known: new Set(known),
    under: 'settings',
  });
  const pace = useForm({
    id: 'pace',
    fields: paceFields,
    start: asValues((target ?? channel).pace),
    under: 'pace',
  });
  const save = useMutation({
    mutationFn: () => {
      const body = {
        name: name.trim(),
        settings: cleanValues(fields, form.values),
        pace: Pace.parse(cleanValues(paceFields, pace.values)),
      };
      if (target !== undefined) return changeTarget(target.id, body);
      return createTarget({ ...body, channel: channel.id, slug });
    },
    onSuccess: async (saved) => {
      message.success(t(target === undefined ? 'targets.created' : 'targets.saved', { name: saved.name }));
      onDone();
      await refresh(['targets', 'target-settings']);
    },
    onError: (error) => {
      pace.refused(error);
      form.refused(error);
    },
  });

  const nameFits = CreateTarget.shape.name.safeParse(name).success;
  const slugFits = CreateTarget.shape.slug.safeParse(slug).success;
  const slugRefused = hubSays(save.error, 'slug');
  function submit(): void {
    setTried(true);
    const ready = [pace.ready(), form.ready()].every(Boolean);
    if (nameFits && slugFits && ready) save.mutate();
  }

  return (
    <form
      className="target-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {channel.caution !== undefined && (
        <Notice tone="amber" title={inLanguage(channel.caution, currentLanguage())} />
      )}
      <TextRow
        id="target-name"
        label={t('targets.name')}
        hint={t('targets.nameHint')}
        value={name}
        onChange={setName}
        wrong={tried && !nameFits ? t('form.wrong.missing') : hubSays(save.error, 'name')}
      />
      <TextRow
        id="target-slug"
        label={t('targets.slug')}
        hint={t('targets.slugHint')}
        value={slug}
        onChange={setSlug}
        fixed={target !== undefined}
        wrong={tried && !slugFits ? t('targets.slugWrong') : slugRefused}
      />
      <h3 className="target-form-head">{t('targets.settings')}</h3>
      {fields.length === 0 && <p className="quiet">{t('targets.noSettings')}</p>}
      <SchemaForm fields={fields} values={form.values} onChange={form.change} {...form.frame} />
      <h3 className="target-form-head">{t('targets.pace')}</h3>
      <SchemaForm fields={paceFields} values={pace.values} onChange={pace.change} {...pace.frame} />
      {save.isError && <Failure error={save.error} under="settings" />}
      <div className="target-form-end">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('action.save')}
        </Button>
        <Button onClick={onDone}>{t('action.cancel')}</Button>
      </div>
    </form>
  );
}

/** What the hub found wrong with one of the form's own fields. */
function hubSays(error: unknown, path: string): string | undefined {
  if (error === null) return undefined;
  return asProblem(error).details?.errors?.find((one) => one.path === path)?.message;
}

interface TextRowProps {
  id: string;
  label: string;
  hint: string;
  value: string;
  onChange: (value: string) => void;
  fixed?: boolean;
  wrong: string | undefined;
}

function TextRow({ id, label, hint, value, onChange, fixed = false, wrong }: TextRowProps) {
  return (
    <div className="form-row">
      <label htmlFor={id}>{label}</label>
      <Input
        id={id}
        value={value}
        disabled={fixed}
        autoCapitalize="none"
        spellCheck={false}
        status={wrong === undefined ? '' : 'error'}
        aria-invalid={wrong !== undefined}
        aria-describedby={`${id}-hint`}
        onChange={(event) => {
          onChange(event.target.value);
        }}
      />
      <span className={wrong === undefined ? 'form-hint' : 'field-error'} id={`${id}-hint`}>
        {wrong ?? hint}
      </span>
    </div>
  );
}
