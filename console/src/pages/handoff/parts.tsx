import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { HandoffPartView } from '../../../../src/contract/api/tasks.js';
import { currentLanguage, inLanguage } from '../../i18n/index.js';
import { copy, type Copy } from '../../lib/clipboard.js';
import { fileSize } from '../../lib/text.js';
import { SafeHtml, type PictureAt } from '../../ui/safe-html.js';
import type { TextPart } from './groups.js';

type Part<K extends HandoffPartView['kind']> = Extract<HandoffPartView, { kind: K }>;

/** One thing to carry over, with the button that puts it into the other side's form. */
export function HandoffPart({ part, pictureAt }: { part: HandoffPartView; pictureAt: PictureAt }) {
  switch (part.kind) {
    case 'text':
      return <LongText part={part} />;
    case 'html':
      return <HtmlPart part={part} pictureAt={pictureAt} />;
    case 'file':
      return <FilePart part={part} />;
  }
}

function useCopy(label: string): (what: Copy) => Promise<void> {
  const { t } = useTranslation();
  const { message } = App.useApp();
  return async (what) => {
    if (await copy(what)) message.success(t('handoff.copied', { label }));
    else message.warning(t('handoff.copyFailed'), 8);
  };
}

function Head({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <header className="part-head">
      <h3>{label}</h3>
      <span className="part-actions">{children}</span>
    </header>
  );
}

function LongText({ part }: { part: TextPart }) {
  const { t } = useTranslation();
  const label = inLanguage(part.label, currentLanguage());
  const copyIt = useCopy(label);
  return (
    <section className="card part" aria-label={label}>
      <Head label={label}>
        <Button size="small" onClick={() => void copyIt({ text: part.text })}>
          {t('handoff.copy')}
        </Button>
      </Head>
      <div className="part-text" tabIndex={0}>
        {part.text}
      </div>
    </section>
  );
}

/** Short texts, each for a field of the other side's form. */
export function Lines({ parts }: { parts: TextPart[] }) {
  return (
    <ul className="card part-lines">
      {parts.map((part) => (
        <Line key={part.label.zh} part={part} />
      ))}
    </ul>
  );
}

function Line({ part }: { part: TextPart }) {
  const { t } = useTranslation();
  const label = inLanguage(part.label, currentLanguage());
  const copyIt = useCopy(label);
  return (
    <li>
      <span className="part-line-label">{label}</span>
      <span className="part-line-text">{part.text}</span>
      <Button
        size="small"
        aria-label={t('handoff.copyOf', { label })}
        onClick={() => void copyIt({ text: part.text })}
      >
        {t('handoff.copy')}
      </Button>
    </li>
  );
}

/** The words of some HTML, as a plain editor takes them. */
function plainText(html: string): string {
  const spaced = html.replaceAll(/<\/(p|h\d|li|tr|figure|table)>|<br\s*\/?>/g, '\n$&');
  const text = new DOMParser().parseFromString(spaced, 'text/html').body.textContent;
  return text.replaceAll(/\n{3,}/g, '\n\n').trim();
}

function HtmlPart({ part, pictureAt }: { part: Part<'html'>; pictureAt: PictureAt }) {
  const { t } = useTranslation();
  const label = inLanguage(part.label, currentLanguage());
  const copyIt = useCopy(label);
  return (
    <section className="card part" aria-label={label}>
      <Head label={label}>
        <Button
          size="small"
          type="primary"
          onClick={() => void copyIt({ text: plainText(part.text), html: part.text })}
        >
          {t('handoff.copyRich')}
        </Button>
        <Button size="small" onClick={() => void copyIt({ text: part.text })}>
          {t('handoff.copySource')}
        </Button>
      </Head>
      <div className="part-html" tabIndex={0}>
        <SafeHtml html={part.text} pictureAt={pictureAt} />
      </div>
      <details className="evidence part-source">
        <summary>{t('handoff.source')}</summary>
        <pre>{part.text}</pre>
      </details>
    </section>
  );
}

function FilePart({ part }: { part: Part<'file'> }) {
  const { t } = useTranslation();
  const { file, href } = part;
  const label = inLanguage(part.label, currentLanguage());
  const picture = file.mediaType.startsWith('image/');
  return (
    <section className="card part part-file" aria-label={label}>
      {picture && <img src={href} alt="" loading="lazy" />}
      <div className="part-file-words">
        <h3>{label}</h3>
        <span className="part-file-name">{file.name}</span>
        <span className="quiet num">
          {fileSize(file.size)}
          {file.width !== undefined &&
            file.height !== undefined &&
            ` · ${String(file.width)} × ${String(file.height)}`}
        </span>
      </div>
      <Button size="small" href={href} download={file.name}>
        {t('handoff.download')}
      </Button>
    </section>
  );
}
