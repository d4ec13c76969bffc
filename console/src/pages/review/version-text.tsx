import { PaperClipOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import type { VersionDetail } from '../../../../src/contract/api/review.js';
import { blobUrl, fileSize } from '../../lib/text.js';
import { SafeHtml } from '../../ui/safe-html.js';
import { isOver, useMetadataLines } from '../../ui/metadata-words.js';
import { When } from '../../ui/when.js';
import { ExtraFacts } from './extra-facts.js';

/** The frozen metadata, text and attachments. */
export function VersionText({ version }: { version: VersionDetail }) {
  const { t } = useTranslation();
  const lines = useMetadataLines();
  const over = isOver(version.metadata);
  const facts: [string, ReactNode][] = [
    [t('field.category'), version.category],
    [t('field.issuer'), version.issuer],
    [t('field.docNo'), version.docNo],
    [t('field.indexNo'), version.indexNo],
    [t('field.plannedAt'), version.plannedAt !== undefined && <When at={version.plannedAt} />],
    [t('field.expiresAt'), version.expiresAt !== undefined && <When at={version.expiresAt} />],
    ...(version.noticeDays === undefined
      ? []
      : [[t('field.noticeDays'), String(version.noticeDays)] satisfies [string, ReactNode]]),
    ...lines(version.metadata).map(({ name, label, text, url }): [string, ReactNode] => [
      label,
      <span key={name}>
        {url === undefined ? text : `${text} ${url}`}
        {name === 'validity' && over !== undefined && (
          <strong className="problem-warning"> {t(`metadata.over.${over}`)}</strong>
        )}
      </span>,
    ]),
    ...(version.related === undefined
      ? []
      : [
          [
            t('metadata.related'),
            <span key="related">
              {version.related.map(({ announcementId, title }) => (
                <Link
                  key={announcementId}
                  className="version-related"
                  to={`/announcements/${announcementId}`}
                >
                  {title}
                </Link>
              ))}
            </span>,
          ] satisfies [string, ReactNode],
        ]),
    [
      t(version.audience === 'specific' ? 'field.audience' : 'field.permalink'),
      version.audience === 'specific' ? (
        t('audience.specific')
      ) : (
        <span key="link" className="permalink">
          {version.permalink}
        </span>
      ),
    ],
  ];
  return (
    <article className="card version-text">
      <dl className="version-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {value === undefined || value === '' || value === false ? (
                <span className="quiet">—</span>
              ) : (
                value
              )}
            </dd>
          </div>
        ))}
      </dl>
      <SafeHtml html={version.body} className="version-body" />
      <ExtraFacts extras={version.extras} />
      {version.attachments.length > 0 && (
        <ul className="version-files">
          {version.attachments.map((asset) => (
            <li key={asset.hash}>
              <PaperClipOutlined aria-hidden />
              <a href={blobUrl(asset.hash)} download={asset.name}>
                {asset.name}
              </a>
              <span className="quiet num">{fileSize(asset.size)}</span>
              {asset.cleanedFrom !== undefined && (
                <a className="quiet" href={blobUrl(asset.cleanedFrom)} download={asset.name}>
                  {t('screening.cleanedFrom')}
                </a>
              )}
            </li>
          ))}
        </ul>
      )}
    </article>
  );
}
