import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router-dom';
import { ButtonLink } from '../../ui/button-link.js';
import { Empty } from '../../ui/feedback.js';

interface NothingFoundProps {
  q: string;
  /** Whether more than words narrows the list. */
  narrowed: boolean;
}

/** Nothing matches: what else to try. */
export function NothingFound({ q, narrowed }: NothingFoundProps) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const everywhere = `${pathname}?${new URLSearchParams({ q })}`;
  return (
    <Empty
      title={q === '' ? t('finding.none') : t('finding.noneOf', { q })}
      text={q === '' ? t('finding.noneText') : t('finding.tryText')}
    >
      <span className="nothing-ways">
        {q !== '' && narrowed && (
          <ButtonLink to={everywhere} type="primary">
            {t('finding.everywhere')}
          </ButtonLink>
        )}
        <Link to={pathname}>{t('list.showAll')}</Link>
      </span>
    </Empty>
  );
}
