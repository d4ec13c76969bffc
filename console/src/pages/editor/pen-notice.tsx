import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { editing } from '../../../../src/contract/api/editing.js';
import type { DraftSaver } from '../../lib/draft-saver.js';
import { Notice, useProblemText } from '../../ui/feedback.js';
import { When } from '../../ui/when.js';
import type { PenHold } from './use-pen.js';

const IDLE_MINUTES = editing.idleMs / 60_000;

/** Who has the pen when it is not this page, and who asks for it when it is. */
export function PenNotice({ pen, saver }: { pen: PenHold; saver: DraftSaver }) {
  const { holder, asked } = pen.view ?? {};
  if (holder === undefined) return null;
  if (!holder.here) return <Elsewhere pen={pen} holder={holder} />;
  return asked === undefined ? null : <Asked pen={pen} saver={saver} name={asked.name} />;
}

type Holder = NonNullable<NonNullable<PenHold['view']>['holder']>;

function Elsewhere({ pen, holder }: { pen: PenHold; holder: Holder }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const words = useProblemText();
  const asked = pen.view?.asked;
  const press = useMutation({
    mutationFn: () => (holder.self ? pen.beat(true) : pen.ask()),
    onError: (error) => {
      message.error(words(error));
    },
  });
  useRefusal(asked?.here === true, holder.name);
  return (
    <Notice
      tone="slate"
      title={
        <>
          {holder.self ? t('pen.elsewhere') : t('pen.held', { name: holder.name })} ·{' '}
          <When at={holder.since} />
        </>
      }
      action={
        asked === undefined && (
          <Button
            loading={press.isPending}
            onClick={() => {
              press.mutate();
            }}
          >
            {t(holder.self ? 'pen.here' : 'pen.ask')}
          </Button>
        )
      }
    >
      {holder.self ? t('pen.elsewhereText') : t('pen.heldText', { count: IDLE_MINUTES })}
      {asked !== undefined && (
        <p>
          <strong>{asked.here ? t('pen.waiting') : t('pen.others', { name: asked.name })}</strong>
        </p>
      )}
    </Notice>
  );
}

/** Who asked and waits no longer, while the other one still writes, was told no. */
function useRefusal(waits: boolean, name: string): void {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const waited = useRef(waits);
  useEffect(() => {
    if (waited.current && !waits) message.info(t('pen.kept', { name }), 6);
    waited.current = waits;
  }, [waits, name, message, t]);
}

function Asked({ pen, saver, name }: { pen: PenHold; saver: DraftSaver; name: string }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const words = useProblemText();
  const answer = useMutation({
    mutationFn: async (give: boolean) => {
      if (give && !(await saver.flush())) {
        message.warning(t('pen.notSaved'));
        return;
      }
      await pen.answer(give);
    },
    onError: (error) => {
      message.error(words(error));
    },
  });
  return (
    <Notice
      tone="amber"
      title={t('pen.asked', { name })}
      action={
        <span className="pen-actions">
          <Button
            type="primary"
            loading={answer.isPending}
            onClick={() => {
              answer.mutate(true);
            }}
          >
            {t('pen.give')}
          </Button>
          <Button
            disabled={answer.isPending}
            onClick={() => {
              answer.mutate(false);
            }}
          >
            {t('pen.keep')}
          </Button>
        </span>
      }
    >
      {t('pen.askedText', { count: IDLE_MINUTES })}
    </Notice>
  );
}
