import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RectificationView } from '../../../../src/contract/api/rectification.js';
import { ExactTime, useMomentWords } from '../../ui/when.js';
import { dayWord } from '../notice/window.js';

/** What is written in it, to be read; on paper also where the screen has the form. */
export function TextRead({ view, paperOnly }: { view: RectificationView; paperOnly: boolean }) {
  const { t } = useTranslation();
  const moment = useMomentWords();
  const { cause, scope, measures, seenFrom, seenTo, responsible, responsibleWords, duties } = view.text;
  const names = responsible.map((id) => view.members.find((member) => member.id === id)?.name ?? id);
  const answer = [...names, ...(responsibleWords === '' ? [] : [responsibleWords])].join(t('list.comma'));
  const from = seenFrom === undefined ? undefined : moment(seenFrom);
  const to = seenTo === undefined ? undefined : moment(seenTo);
  const nobody = <span className="quiet">{t('rectification.nobody')}</span>;
  const done = (is: boolean, words: string) => (is ? words : `${words}: ${t('rectification.notYet')}`);
  return (
    <div className={paperOnly ? 'paper-only' : undefined}>
      <dl className="rectification-text">
        <Part name={t('rectification.cause')}>{cause === '' ? nobody : cause}</Part>
        <Part name={t('rectification.scope')}>{scope === '' ? nobody : scope}</Part>
        {(from !== undefined || to !== undefined) && (
          <Part name={t('rectification.seen')}>
            {from !== undefined && to !== undefined
              ? t('rectification.seenBetween', { from, to })
              : from === undefined
                ? t('rectification.seenUntil', { to })
                : t('rectification.seenSince', { from })}
          </Part>
        )}
        <Part name={t('rectification.measures')}>{measures === '' ? nobody : measures}</Part>
        <Part name={t('rectification.responsible')}>{answer === '' ? nobody : answer}</Part>
        {view.recall?.reason === 'secrecy' && (
          <Part name={t('rectification.duties')}>
            {[
              done(duties?.stopped === true, t('rectification.stopped')),
              done(duties?.preserved === true, t('rectification.preserved')),
              duties?.reportedOn === undefined || duties.reportedTo === ''
                ? done(false, t('rectification.reportedTo'))
                : t('rectification.reported', { day: dayWord(duties.reportedOn), to: duties.reportedTo }),
            ].join('\n')}
          </Part>
        )}
      </dl>
      {view.written && (
        <p className="quiet">
          {t('rectification.written', { name: view.written.by.name })} <ExactTime at={view.written.at} />
        </p>
      )}
    </div>
  );
}

function Part({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
