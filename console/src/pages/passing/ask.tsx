import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { askForPass } from '../../api/passing-calls.js';
import type { DraftSaver } from '../../lib/draft-saver.js';
import { useProblemText } from '../../ui/feedback.js';

/** What has to stay goes to somebody who may let it pass. */
export function Ask({ id, saver }: { id: string; saver: DraftSaver }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const words = useProblemText();
  const ask = useMutation({
    mutationFn: async () => {
      if (!(await saver.flush())) return false;
      await askForPass(id, saver.state().revision);
      return true;
    },
    onSuccess: (asked) => {
      if (asked) message.success(t('passing.asked'));
      else message.warning(t('passing.notSaved'));
    },
    onError: (error) => {
      message.error(words(error), 8);
    },
  });
  return (
    <p className="form-hint findings-after">
      {t('passing.askHint')}{' '}
      <Button
        size="small"
        loading={ask.isPending}
        onClick={() => {
          ask.mutate();
        }}
      >
        {t('passing.ask')}
      </Button>
    </p>
  );
}
