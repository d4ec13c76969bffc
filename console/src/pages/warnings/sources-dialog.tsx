import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { WarningSource } from '../../../../src/contract/api/warnings.js';
import { addWarningSource, dropWarningSource, getWarningSources } from '../../api/warning-calls.js';
import { useMay } from '../../app/me.js';
import { useRefresh } from '../../app/queries.js';
import { Failure, Loading, useProblemText } from '../../ui/feedback.js';

/** Whose messages are relayed. */
export function SourcesDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const words = useProblemText();
  const refresh = useRefresh();
  const mayList = useMay('target.manage');
  const [name, setName] = useState('');
  const [sender, setSender] = useState('');
  const query = useQuery({
    queryKey: ['warnings', 'sources'],
    queryFn: ({ signal }) => getWarningSources(signal),
  });
  const body = WarningSource.safeParse({ name, sender });
  const add = useMutation({
    mutationFn: addWarningSource,
    onSuccess: async () => {
      setName('');
      setSender('');
      await refresh(['warnings']);
    },
  });
  const drop = useMutation({
    mutationFn: dropWarningSource,
    onSuccess: () => refresh(['warnings']),
    onError: (error) => {
      message.error(words(error));
    },
  });
  const items = query.data?.items ?? [];
  return (
    <Modal open title={t('warnings.sources')} footer={null} onCancel={onClose} width={560}>
      <p className="modal-lead">{t('warnings.sourcesText')}</p>
      {query.isPending && <Loading lines={2} />}
      {query.isError && <Failure error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && items.length === 0 && <p className="quiet">{t('warnings.noSources')}</p>}
      <ul className="warning-sources">
        {items.map((one) => (
          <li key={one.id}>
            <span>
              {one.name} <span className="quiet num">{one.sender}</span>
            </span>
            {mayList && (
              <Button
                size="small"
                onClick={() => {
                  drop.mutate(one.id);
                }}
              >
                {t('warnings.dropSource')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {mayList && (
        <form
          className="warning-source-form"
          onSubmit={(event) => {
            event.preventDefault();
            if (body.success) add.mutate(body.data);
          }}
        >
          <Input
            value={name}
            maxLength={80}
            placeholder={t('warnings.sourceName')}
            aria-label={t('warnings.sourceName')}
            onChange={(event) => {
              setName(event.target.value);
            }}
          />
          <Input
            value={sender}
            maxLength={200}
            placeholder={t('warnings.sourceSender')}
            aria-label={t('warnings.sourceSender')}
            onChange={(event) => {
              setSender(event.target.value);
            }}
          />
          <Button htmlType="submit" type="primary" disabled={!body.success} loading={add.isPending}>
            {t('warnings.addSource')}
          </Button>
        </form>
      )}
      {add.isError && <Failure error={add.error} />}
    </Modal>
  );
}
