import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { OfficeFields } from '../../../../src/contract/api/identity.js';
import { nameOffice } from '../../api/people-calls.js';
import { useMe } from '../../app/me.js';
import { Failure } from '../../ui/feedback.js';

/** What the office calls itself. */
export function OfficeForm() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const { office } = useMe();
  const [name, setName] = useState(office.name);
  const [shortName, setShortName] = useState(office.shortName);
  const wish = OfficeFields.safeParse({ name, shortName });
  const changed = name !== office.name || shortName !== office.shortName;
  const save = useMutation({
    mutationFn: (body: OfficeFields) => nameOffice(body),
    onSuccess: (me) => {
      client.setQueryData(['me'], me);
      message.success(t('members.officeSaved'));
    },
  });
  return (
    <section aria-label={t('members.office')}>
      <h2 className="section-title">{t('members.office')}</h2>
      <div className="card office-form">
        <div className="form-row">
          <label htmlFor="office-name">{t('members.officeName')}</label>
          <Input
            id="office-name"
            maxLength={100}
            value={name}
            onChange={(event) => {
              setName(event.target.value);
            }}
          />
        </div>
        <div className="form-row">
          <label htmlFor="office-short">{t('members.officeShort')}</label>
          <Input
            id="office-short"
            maxLength={40}
            value={shortName}
            onChange={(event) => {
              setShortName(event.target.value);
            }}
          />
          <span className="form-hint">{t('members.officeHint')}</span>
        </div>
        {save.isError && <Failure error={save.error} />}
        <Button
          disabled={!wish.success || !changed}
          loading={save.isPending}
          onClick={() => {
            if (wish.success) save.mutate(wish.data);
          }}
        >
          {t('action.save')}
        </Button>
      </div>
    </section>
  );
}
