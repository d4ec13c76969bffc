import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { askRescan } from '../../api/rescan-calls.js';
import { useProblemText } from '../../ui/feedback.js';

/** Has everything that is out screened again. */
export function AskButton() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const problem = useProblemText();
  const ask = useMutation({
    mutationFn: askRescan,
    onSuccess: () => message.success(t('rescan.asked')),
    onError: (error) => message.error(problem(error)),
  });
  return (
    <Button
      loading={ask.isPending}
      onClick={() => {
        ask.mutate();
      }}
    >
      {t('rescan.ask')}
    </Button>
  );
}
