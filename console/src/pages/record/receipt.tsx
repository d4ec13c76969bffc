import { useMutation } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { getReceipt, receiptScriptUrl } from '../../api/record-calls.js';
import { saveFile } from '../../lib/save-file.js';
import { Failure, Loading, Notice } from '../../ui/feedback.js';

interface ReceiptProps {
  announcementId: string;
  permalink: string | undefined;
}

/** Downloads the publication receipt, and says how somebody else checks it. */
export function ReceiptButton({ announcementId, permalink }: ReceiptProps) {
  const { t } = useTranslation();
  const receipt = useMutation({
    mutationFn: () => getReceipt(announcementId),
    onSuccess: ({ name, content }) => {
      saveFile(name, content);
    },
  });
  const get = (): void => {
    receipt.mutate();
  };
  return (
    <>
      <Button onClick={get} loading={receipt.isPending}>
        {t('receipt.get')}
      </Button>
      <Modal
        open={!receipt.isIdle}
        title={t('receipt.get')}
        footer={null}
        onCancel={() => {
          receipt.reset();
        }}
      >
        {receipt.isPending && <Loading lines={3} label={t('receipt.making')} />}
        {receipt.isError && <Failure error={receipt.error} onRetry={get} />}
        {receipt.isSuccess && <Saved name={receipt.data.name} permalink={permalink} />}
      </Modal>
    </>
  );
}

function Saved({ name, permalink }: { name: string; permalink: string | undefined }) {
  const { t } = useTranslation();
  return (
    <div className="receipt">
      <Notice tone="pine" title={t('receipt.saved', { name })}>
        {t('receipt.what')}
      </Notice>
      <p>{t('receipt.how')}</p>
      <code className="receipt-command">node verify-receipt.mjs {name}</code>
      <p>{t('receipt.anchorHint')}</p>
      <p className="receipt-links">
        <a href={receiptScriptUrl} download>
          {t('receipt.script')}
        </a>
        {permalink !== undefined && (
          <a href={anchorUrl(permalink)} target="_blank" rel="noreferrer noopener">
            {t('receipt.anchor')}
          </a>
        )}
      </p>
    </div>
  );
}

/** The newest anchor stands on the public origin, as the permalink does. */
const anchorUrl = (permalink: string): string => new URL('/.well-known/tongbo-seal.json', permalink).href;
