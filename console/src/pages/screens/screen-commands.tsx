import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CommandState, ScreenDetail } from '../../../../src/contract/api/fleet.js';
import type { CommandKind } from '../../../../src/contract/display-commands.js';
import { askScreen, screenshotUrl } from '../../api/fleet-calls.js';
import { useRefresh } from '../../app/queries.js';
import type { Sign, Tone } from '../../lib/states.js';
import { useProblemText } from '../../ui/feedback.js';
import { Dot } from '../../ui/state.js';
import { When } from '../../ui/when.js';
import { useAskFirst } from './use-act.js';

const looks: Record<CommandState, { sign: Sign; tone: Tone }> = {
  waiting: { sign: 'fill2', tone: 'amber' },
  done: { sign: 'check', tone: 'pine' },
  failed: { sign: 'cross', tone: 'cinnabar' },
  expired: { sign: 'dash', tone: 'slate' },
};

/** What this screen can be asked, what it was asked, and its newest screenshot. */
export function ScreenCommands({ detail, mayManage }: { detail: ScreenDetail; mayManage: boolean }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const words = useProblemText();
  const refresh = useRefresh();
  const { restart } = useAskFirst();
  const { screen, commands } = detail;
  const ask = useMutation({
    mutationFn: (kind: CommandKind) => askScreen(screen.id, kind),
    onSuccess: () => refresh(['screen']),
    onError: (error) => {
      message.error(words(error));
    },
  });
  const shot = commands.find(({ picture }) => picture);
  return (
    <>
      <h3>{t('fleetCommand.title')}</h3>
      {mayManage && (
        <div className="screen-buttons">
          {(['identify', 'screenshot', 'reload'] as const).map((kind) => (
            <Button
              key={kind}
              size="small"
              loading={ask.isPending && ask.variables === kind}
              onClick={() => {
                ask.mutate(kind);
              }}
            >
              {t(`fleetCommand.${kind}`)}
            </Button>
          ))}
          <Button
            size="small"
            onClick={() => {
              restart([screen.id]);
            }}
          >
            {t('fleetCommand.restart')}
          </Button>
        </div>
      )}
      {shot === undefined ? (
        <p className="quiet">{t('fleetCommand.noPicture')}</p>
      ) : (
        <figure className="screen-shot">
          <img
            key={shot.id}
            src={screenshotUrl(shot.id)}
            alt={t('fleetCommand.picture', { name: screen.name })}
          />
          <figcaption className="quiet">
            <When at={shot.answeredAt ?? shot.issuedAt} />
          </figcaption>
        </figure>
      )}
      {commands.length > 0 && (
        <ul className="command-rows">
          {commands.map((command) => (
            <li key={command.id}>
              <span className={`state tone-${looks[command.state].tone}`}>
                <Dot {...looks[command.state]} />
                <span>{t(`fleetCommand.${command.kind}`)}</span>
              </span>
              <span>
                {t(`fleetCommand.state.${command.state}`)}
                {command.detail !== undefined && <span className="quiet"> {command.detail}</span>}
              </span>
              <span className="quiet">
                {command.issuedBy.name} <When at={command.issuedAt} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
