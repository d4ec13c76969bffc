import { useTranslation } from 'react-i18next';
import type { VersionDetail } from '../../../../src/contract/api/review.js';
import { useTargets } from '../../app/queries.js';
import { HashText } from '../../ui/hash.js';
import { PreviewFrame } from '../../ui/preview-frame.js';
import { TargetName } from '../../ui/target-name.js';

/** What each place will show. */
export function RenditionPreviews({ version }: { version: VersionDetail }) {
  const { t } = useTranslation();
  const targets = useTargets().data ?? [];
  return (
    <div className="rendition-strip">
      {version.renditions.map(({ targetId, hash, preview }) => {
        const target = targets.find((one) => one.id === targetId);
        const name = target?.name ?? t('version.unknownTarget');
        return (
          <figure key={targetId} className="rendition" style={{ flexGrow: preview.width / preview.height }}>
            <figcaption>
              <TargetName target={{ name, drill: target?.drill === true }} />
              <HashText hash={hash} />
            </figcaption>
            <PreviewFrame
              html={preview.html}
              width={preview.width}
              height={preview.height}
              title={t('editor.previewOf', { target: name })}
            />
          </figure>
        );
      })}
    </div>
  );
}
