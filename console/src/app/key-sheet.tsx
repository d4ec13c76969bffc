import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import './key-sheet.css';

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);
const mod = isMac ? '⌘' : 'Ctrl';
const alt = isMac ? '⌥' : 'Alt';

type Ways = readonly (readonly string[])[];
/** What the console really answers to, by where one is; each way is keys that are pressed together. */
const groups = {
  everywhere: { sheet: [['?']], next: [['Tab'], ['Shift', 'Tab']], close: [['Esc']] },
  editor: {
    bold: [[mod, 'B']],
    italic: [[mod, 'I']],
    heading: [
      [mod, alt, '2'],
      [mod, alt, '3'],
      [mod, alt, '4'],
    ],
    paragraph: [[mod, alt, '0']],
    numbered: [[mod, 'Shift', '7']],
    bullets: [[mod, 'Shift', '8']],
    quote: [[mod, 'Shift', 'B']],
    line: [['Shift', 'Enter']],
    cell: [['Tab'], ['Shift', 'Tab']],
    undo: [[mod, 'Z']],
    redo: [[mod, 'Shift', 'Z']],
  },
  calendar: {
    day: [
      [alt, '←'],
      [alt, '→'],
    ],
    week: [
      [alt, '↑'],
      [alt, '↓'],
    ],
  },
  workdays: { move: [['←'], ['→'], ['↑'], ['↓']], turn: [['Enter']] },
} as const satisfies Record<string, Record<string, Ways>>;

interface KeySheetProps {
  open: boolean;
  onClose: () => void;
}

/** The keyboard shortcuts of the console. */
export function KeySheet({ open, onClose }: KeySheetProps) {
  const { t } = useTranslation();
  return (
    <Modal open={open} onCancel={onClose} footer={null} title={t('keys.title')} width={720}>
      <div className="key-sheet">
        {Object.entries(groups).map(([group, entries]) => (
          <section key={group}>
            <h3>{t(`keys.group.${group as keyof typeof groups}`)}</h3>
            <dl>
              {Object.entries<Ways>(entries).map(([name, ways]) => (
                <div key={name} className="key-line">
                  <dt>{t(`keys.act.${name}` as 'keys.act.sheet')}</dt>
                  <dd>
                    {ways.map((way) => (
                      <span key={way.join('+')} className="key-way">
                        {way.map((key) => (
                          <kbd key={key}>{key}</kbd>
                        ))}
                      </span>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
