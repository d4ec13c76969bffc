import { Button, Popover } from 'antd';
import { useTranslation } from 'react-i18next';
import type { TargetView } from '../../../../src/contract/api/targets.js';
import type { SaverState } from '../../lib/draft-saver.js';
import { useProblemText } from '../../ui/feedback.js';
import { When } from '../../ui/when.js';
import { jumpTo, unfitFields, type DraftProblem } from './problems.js';
import type { Preview } from './use-preview.js';

interface BottomBarProps {
  state: SaverState;
  preview: Preview;
  /** Findings with which it is not submitted. */
  blocks: DraftProblem[];
  targets: TargetView[];
  submitting: boolean;
  /** Somebody else writes it. */
  readOnly: boolean;
  onHistory: () => void;
  onSave: () => void;
  onSubmit: () => void;
  /** Called before a jump, so that the form is on the page. */
  onJump: () => void;
}

const SHOWN = 2;

/** Whether the draft is saved, what still blocks submission (each line jumps there), and the button. */
export function BottomBar({
  state,
  preview,
  blocks,
  targets,
  submitting,
  readOnly,
  onHistory,
  onSave,
  onSubmit,
  onJump,
}: BottomBarProps) {
  const { t } = useTranslation();
  const errors = [...preview.problems.filter((problem) => problem.severity === 'error'), ...blocks];
  const warnings = preview.problems.filter((problem) => problem.severity === 'warning');
  const blocked = errors.length > 0 || preview.error !== null;
  const go = (problem: DraftProblem) => {
    onJump();
    requestAnimationFrame(() => {
      jumpTo(problem, targets.find((one) => one.id === problem.targetId)?.channel);
    });
  };
  const list = (problems: DraftProblem[]) => <ProblemList problems={problems} targets={targets} onGo={go} />;

  return (
    <footer className="desk-bar">
      <SaveNote state={state} onSave={onSave} />
      <button type="button" className="link-button desk-history" onClick={onHistory}>
        {t('history.open')}
      </button>
      <div className="desk-blocks" role="status">
        {errors.length > 0 && (
          <>
            <Popover trigger="click" placement="topLeft" content={list(errors)}>
              <button type="button" className="desk-blocks-count">
                {t('editor.blocks', { count: errors.length })}
              </button>
            </Popover>
            <div className="desk-blocks-first">{list(errors.slice(0, SHOWN))}</div>
          </>
        )}
        {preview.error === null && (errors.length === 0 || preview.busy) && (
          <span className="desk-ready">
            {t(submitting ? 'editor.screening' : preview.busy ? 'editor.checking' : 'editor.ready')}
          </span>
        )}
        {warnings.length > 0 && (
          <Popover trigger="click" placement="topLeft" content={list(warnings)}>
            <button type="button" className="desk-warnings">
              {t('editor.warnings', { count: warnings.length })}
            </button>
          </Popover>
        )}
        {preview.error !== null && (
          <button type="button" className="link-button" onClick={preview.retry}>
            {t('editor.checkAgain')}
          </button>
        )}
      </div>
      <Button
        type="primary"
        className="desk-submit"
        disabled={blocked || readOnly || ['conflict', 'unfit', 'held'].includes(state.status)}
        loading={submitting}
        onClick={onSubmit}
      >
        {t('editor.submit')}
      </Button>
    </footer>
  );
}

function ProblemList({
  problems,
  targets,
  onGo,
}: {
  problems: DraftProblem[];
  targets: TargetView[];
  onGo: (problem: DraftProblem) => void;
}) {
  return (
    <ul className="problem-list">
      {problems.map((problem) => (
        <li key={problem.key}>
          <button
            type="button"
            className={`problem problem-${problem.severity}`}
            onClick={() => {
              onGo(problem);
            }}
          >
            {problem.text}
            {problem.targetId !== undefined && (
              <span className="problem-target">
                {targets.find((one) => one.id === problem.targetId)?.name}
              </span>
            )}
          </button>
        </li>
      ))}
    </ul>
  );
}

function SaveNote({ state, onSave }: { state: SaverState; onSave: () => void }) {
  const { t } = useTranslation();
  const words = useProblemText();
  const troubled = state.status === 'failed' || state.status === 'retrying';
  const onlyMetadata =
    state.status === 'unfit' && unfitFields(state.fields).every((field) => field === 'metadata');
  return (
    <div className={`save-note save-${state.status}`} role="status">
      <span className="save-dot" aria-hidden />
      {state.status === 'saved' && state.savedAt !== undefined ? (
        <span>
          {t('save.saved')} <When at={state.savedAt.toISOString()} />
        </span>
      ) : (
        <span title={troubled ? words(state.error) : undefined}>
          {onlyMetadata ? t('metadata.notSaved') : t(`save.${state.status}`)}
        </span>
      )}
      {troubled && (
        <button type="button" className="link-button" onClick={onSave}>
          {t('action.retry')}
        </button>
      )}
    </div>
  );
}
