import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TargetView } from '../../../../src/contract/api/targets.js';
import { currentLanguage, inLanguage } from '../../i18n/index.js';
import { Empty, Failure } from '../../ui/feedback.js';
import { PreviewFrame } from '../../ui/preview-frame.js';
import { TargetName } from '../../ui/target-name.js';
import type { Preview } from './use-preview.js';

const ALL = 'all';

/** What each chosen target would show: one after the other, or one alone. */
export const Previews = memo(function Previews({
  preview,
  targets,
  served,
}: {
  preview: Preview;
  targets: TargetView[];
  /** It is for a named party, and goes to no target. */
  served: boolean;
}) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState<string>(ALL);
  const only = targets.some((target) => target.id === wanted) ? wanted : ALL;
  const shown = targets.filter((target) => only === ALL || target.id === only);
  return (
    <aside className="desk-previews" aria-label={t('editor.previews')} aria-busy={preview.busy}>
      <div className="preview-tabs" role="group" aria-label={t('editor.previews')}>
        {targets.length > 1 &&
          [{ id: ALL, name: t('list.all') }, ...targets].map(({ id, name }) => (
            <button
              key={id}
              type="button"
              aria-pressed={only === id}
              onClick={() => {
                setWanted(id);
              }}
            >
              {name}
            </button>
          ))}
        <span className={preview.busy ? 'preview-busy preview-busy-on' : 'preview-busy'} aria-hidden />
      </div>
      {preview.error !== null && <Failure error={preview.error} onRetry={preview.retry} />}
      {targets.length === 0 &&
        (served ? (
          <Empty title={t('audience.noTargets')} text={t('audience.noTargetsText')} />
        ) : (
          <Empty title={t('editor.noTargets')} text={t('editor.noTargetsText')} />
        ))}
      <div className="preview-list">
        {shown.map((target) => (
          <TargetPreview key={target.id} target={target} preview={preview} />
        ))}
      </div>
    </aside>
  );
});

function TargetPreview({ target, preview }: { target: TargetView; preview: Preview }) {
  const { t } = useTranslation();
  const view = preview.previews.find((one) => one.targetId === target.id);
  const problems = preview.problems.filter((problem) => problem.targetId === target.id);
  return (
    <figure className="target-preview">
      <figcaption>
        <span className="target-preview-name">
          <TargetName target={target} />
        </span>
        <span className="quiet">{inLanguage(target.channelLabel, currentLanguage())}</span>
      </figcaption>
      {view === undefined ? (
        <div className={preview.busy ? 'preview-none preview-coming' : 'preview-none'}>
          {preview.busy ? t('editor.previewing') : t('editor.noPreview')}
        </div>
      ) : (
        <PreviewFrame
          html={view.html}
          width={view.width}
          height={view.height}
          title={t('editor.previewOf', { target: target.name })}
        />
      )}
      {problems.map((problem) => (
        <p key={problem.key} className={`preview-problem problem-${problem.severity}`}>
          {problem.text}
        </p>
      ))}
    </figure>
  );
}
