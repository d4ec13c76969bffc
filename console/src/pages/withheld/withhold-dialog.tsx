import { Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { withholdingGrounds } from '../../../../src/contract/kit/grounds.js';
import { Ground, Withhold } from '../../../../src/contract/api/ground.js';
import { currentLanguage, inLanguage } from '../../i18n/index.js';
import { Failure } from '../../ui/feedback.js';
import { AgainOn } from './again-on.js';
import '../consulting/consulting.css';

interface WithholdProps {
  /** What was written as an opinion so far. */
  opinion: string;
  busy: boolean;
  error: unknown;
  onDecide: (opinion: string, withhold: Withhold) => void;
  onClose: () => void;
}

/** Why it is not disclosed, by which provision, and when that is looked at again. */
export function WithholdDialog({ opinion, busy, error, onDecide, onClose }: WithholdProps) {
  const { t } = useTranslation();
  const language = currentLanguage();
  const [ground, setGround] = useState<Ground>();
  const [words, setWords] = useState(opinion);
  const [againOn, setAgainOn] = useState('');
  const body = Withhold.safeParse({ ground, ...(againOn === '' ? {} : { againOn }) });
  return (
    <Modal
      open
      title={t('withholding.title')}
      okText={t('withholding.ok')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: !body.success || words.trim() === '' }}
      confirmLoading={busy}
      onOk={() => {
        if (body.success) onDecide(words.trim(), body.data);
      }}
      onCancel={onClose}
      width={640}
    >
      <p className="withhold-text">{t('withholding.text')}</p>
      <div className="form-row">
        <span className="form-label" id="withhold-ground">
          {t('withholding.ground')}
        </span>
        <Radio.Group
          className="grounds"
          aria-labelledby="withhold-ground"
          value={ground}
          onChange={(event) => {
            setGround(Ground.parse(event.target.value));
          }}
          options={Ground.options.map((value) => {
            const { article, label, force } = withholdingGrounds[value];
            return {
              value,
              label: (
                <>
                  {inLanguage(label, language)}{' '}
                  <span className="quiet">
                    {inLanguage(article, language)} · {t(`withholding.force.${force}`)}
                  </span>
                </>
              ),
            };
          })}
        />
        {ground !== undefined && (
          <span className="form-hint" aria-live="polite">
            {inLanguage(withholdingGrounds[ground].sentence, language)}
          </span>
        )}
      </div>
      <div className="form-row">
        <label htmlFor="withhold-words">{t('withholding.explanation')}</label>
        <Input.TextArea
          id="withhold-words"
          value={words}
          maxLength={2000}
          autoSize={{ minRows: 2, maxRows: 8 }}
          onChange={(event) => {
            setWords(event.target.value);
          }}
        />
        <span className="form-hint">{t('withholding.explanationHint')}</span>
      </div>
      <AgainOn value={againOn} onChange={setAgainOn} />
      {error !== null && <Failure error={error} />}
    </Modal>
  );
}
