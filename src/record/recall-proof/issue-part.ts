import { line, timeText, words } from './lines.js';
import type { IssuedProof, Section } from './model.js';

/** When it was handed out, and what it can be compared by. */
export function issueFacts({ hash, issuedAt }: IssuedProof): Section {
  return {
    heading: { zh: '出具', en: 'Issue' },
    content: {
      kind: 'facts',
      rows: [
        { label: { zh: '出具时间', en: 'Issued at' }, value: [line(timeText(issuedAt))] },
        {
          label: { zh: '内容哈希值', en: 'Hash of the content' },
          value: [
            line(hash, 'code'),
            words(
              {
                zh: '不含出具时间：内容不变，哈希值不变，网页与 PDF 相同。',
                en: 'Without the time of issue: it stays as long as the content does, and is the same for page and PDF.',
              },
              'quiet',
            ),
          ],
        },
        {
          label: { zh: '时间', en: 'Times' },
          value: [
            words({
              zh: '均取自数据库时钟，为北京时间（Asia/Shanghai，UTC+08:00）。',
              en: 'From the database’s clock, in Asia/Shanghai.',
            }),
          ],
        },
      ],
    },
  };
}
