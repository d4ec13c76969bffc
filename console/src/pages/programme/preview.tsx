import { useTranslation } from 'react-i18next';
import type { ProgrammeView } from '../../../../src/contract/api/programmes.js';
import { isPublicity, onAir, type Air, type ZoneScene } from '../../../../src/contract/on-air.js';
import type { Plan } from '../../../../src/contract/programme.js';
import type { Viewport } from '../../../../src/contract/slide/panel.js';
import { currentLanguage } from '../../i18n/index.js';
import { calendarDay, clockTime } from '../../lib/time.js';

interface PreviewProps {
  view: ProgrammeView;
  plan: Plan;
  air: Air;
  viewport: Viewport;
  at: number;
}

/** What a screen shows at an instant, by the player's own function. */
export function Preview({ view, plan, air, viewport, at }: PreviewProps) {
  const { t } = useTranslation();
  const scene = onAir(air, at);
  const glass = { aspectRatio: `${String(viewport.width)} / ${String(viewport.height)}` };
  const upright = viewport.height > viewport.width ? ' upright' : '';
  if (scene.show === 'rest')
    return (
      <figure className="programme-preview">
        <div className={`programme-glass dark${upright}`} style={glass}>
          <span className="programme-dark">{t('programme.resting')}</span>
        </div>
        <figcaption>{t('programme.resting')}</figcaption>
      </figure>
    );
  const rules = scene.rules.flatMap((id) => plan.rules.filter((rule) => rule.id === id));
  const [first] = rules;
  const isShrunk = first !== undefined && first.layoutId !== scene.layout;
  return (
    <figure className="programme-preview">
      <div className={`programme-glass${upright}`} style={glass}>
        {scene.zones.map(({ zone, face }) => (
          <div
            key={zone.id}
            className={`programme-zone${face.show === 'ticker' ? ' ticker' : ''}`}
            style={{
              left: `${String(zone.x)}%`,
              top: `${String(zone.y)}%`,
              width: `${String(zone.width)}%`,
              height: `${String(zone.height)}%`,
            }}
          >
            <Face face={face} view={view} air={air} at={at} />
          </div>
        ))}
      </div>
      <figcaption>
        {scene.emergency
          ? t('programme.byEmergency')
          : rules.length === 0
            ? t('programme.byNone')
            : t('programme.byRules', { rules: rules.map(({ name }) => name).join(t('list.comma')) })}
        {isShrunk && <span className="tone-amber"> {t('programme.tooSmall')}</span>}
      </figcaption>
    </figure>
  );
}

function Face({
  face,
  view,
  air,
  at,
}: {
  face: ZoneScene['face'];
  view: ProgrammeView;
  air: Air;
  at: number;
}) {
  const { t } = useTranslation();
  const titleOf = (key: string): string => view.items.find((item) => item.key === key)?.title ?? '';
  if (face.show === 'idle') return <span className="quiet">{t('programme.nothing')}</span>;
  if (face.show === 'ticker') return <span>{face.keys.map(titleOf).join('　◆　')}</span>;
  const [kind = ''] = face.key.split(' ');
  if (kind === 'clock') {
    const [now, language] = [new Date(at), currentLanguage()];
    return (
      <span className="programme-clock num">
        {clockTime(now, language)}
        <small>{calendarDay(now, new Date(0), language)}</small>
      </span>
    );
  }
  if (kind === 'publicity') {
    const open = air.items.filter((item) => isPublicity(item, at));
    return (
      <>
        <strong>{t('programme.entry.publicity')}</strong>
        <ul>
          {open.map(({ key }) => (
            <li key={key}>{titleOf(key)}</li>
          ))}
        </ul>
      </>
    );
  }
  if (kind === 'board' || kind === 'web') return <strong>{t(`programme.entry.${kind}`)}</strong>;
  const item = view.items.find(({ key }) => key === face.key);
  return (
    <>
      <small>{item?.category}</small>
      <strong>{item?.title}</strong>
    </>
  );
}
