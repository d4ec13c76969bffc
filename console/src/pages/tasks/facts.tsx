import { useTranslation } from 'react-i18next';
import type { Json } from '../../../../src/contract/values.js';
import { useCodeWord } from '../../ui/words.js';

type Scalar = string | number | boolean | null;
const isScalar = (value: Json): value is Scalar => typeof value !== 'object' || value === null;

/** What to know for a task. A few plain facts are in sight; more is folded away. */
export function Facts({ facts }: { facts: Json | undefined }) {
  const { t } = useTranslation();
  if (facts === undefined || facts === null) return null;
  const plain = !isScalar(facts) && !Array.isArray(facts) && Object.values(facts).every(isScalar);
  if (plain || isScalar(facts)) return <Value value={facts} />;
  return (
    <details className="evidence">
      <summary>{t('tasks.facts')}</summary>
      <Value value={facts} />
    </details>
  );
}

function Value({ value }: { value: Json }) {
  const word = useCodeWord('taskFact');
  if (isScalar(value)) return <Plain value={value} />;
  if (Array.isArray(value)) {
    return (
      <ul className="task-fact-list">
        {value.map((item, index) => (
          <li key={index}>
            <Value value={item} />
          </li>
        ))}
      </ul>
    );
  }
  return (
    <dl className="task-facts">
      {Object.entries(value)
        .filter(([, one]) => one !== '' && one !== null)
        .map(([name, one]) => (
          <div key={name}>
            <dt>{word(name)}</dt>
            <dd>
              <Value value={one} />
            </dd>
          </div>
        ))}
    </dl>
  );
}

function Plain({ value }: { value: Scalar }) {
  const { t } = useTranslation();
  if (typeof value === 'boolean') return t(value ? 'extras.yes' : 'extras.no');
  const text = String(value ?? '');
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return text;
  return (
    <a href={text} target="_blank" rel="noreferrer noopener">
      {text}
    </a>
  );
}
