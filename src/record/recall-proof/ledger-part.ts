import type { EntryFacts, ProofFacts } from './facts.js';
import { line, timeText, words } from './lines.js';
import type { Cell, Section } from './model.js';
import { entryWords } from './words.js';

/** The entries by which an auditor finds all of it in the ledger, and the seals that hold them. */
export function ledgerSections({ entries, seals }: ProofFacts): Section[] {
  if (entries.length === 0) return [];
  return [
    {
      heading: { zh: `台账记录 ${String(entries.length)} 条`, en: 'Ledger entries' },
      text: {
        zh: '排队、发送等中间步骤另见台账。核对：在“台账”中按编号查找；或下载发布凭证，用 verify-receipt 离线核验。',
        en: 'Steps on the way stand in the ledger alone. To check: find each id there, or verify the publication receipt offline.',
      },
      content: {
        kind: 'table',
        columns: [
          { label: { zh: '编号', en: 'Id' }, share: 12 },
          { label: { zh: '时间', en: 'Time' }, share: 25 },
          { label: { zh: '事项', en: 'What' }, share: 29 },
          { label: { zh: '目标、人员', en: 'Target, who' }, share: 22 },
          { label: { zh: '封存号', en: 'Seal' }, share: 12 },
        ],
        rows: entries.map((entry) => [
          [line(entry.id, 'code')],
          [line(timeText(entry.at))],
          [words(entryWords[entry.kind] ?? { zh: entry.kind })],
          about(entry),
          [
            entry.seal === null
              ? words({ zh: '待封存', en: 'not yet' }, 'waiting')
              : line(entry.seal, 'code'),
          ],
        ]),
      },
    },
    ...(seals.length === 0
      ? []
      : [
          {
            heading: { zh: `封存 ${String(seals.length)} 个`, en: 'Seals' },
            content: {
              kind: 'table' as const,
              columns: [
                { label: { zh: '封存号', en: 'Seal' }, share: 12 },
                { label: { zh: '封存时间、条数', en: 'Sealed at, entries' }, share: 28 },
                { label: { zh: '根哈希、封存哈希', en: 'Root and hash' }, share: 60 },
              ],
              rows: seals.map(({ number, root, hash, entries: count, sealedAt }) => [
                [line(number, 'code')],
                [line(timeText(sealedAt)), words({ zh: `${count} 条`, en: 'entries' }, 'quiet')],
                [line(`根 ${root}`, 'code'), line(`封 ${hash}`, 'code')],
              ]),
            },
          },
        ]),
  ];
}

/** Members by name; the hub's own parts by what they are called. */
function about({ target, name, actor }: EntryFacts): Cell {
  return [...(target === null ? [] : [line(target)]), line(name ?? actor, 'quiet')];
}
