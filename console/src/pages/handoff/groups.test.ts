import { expect, test } from '@jest/globals';
import { inCards, type TextPart } from './groups.js';

const text = (label: string, content: string): TextPart => ({
  kind: 'text',
  label: { zh: label, en: label },
  text: content,
});

test('neighbouring short texts share a card; long ones and those of several lines do not', () => {
  const parts = [
    text('标题', '通告'),
    text('文号', '9号'),
    text('概述', '长'.repeat(61)),
    text('落款', '甲\n乙'),
    text('来源', '本局'),
  ];
  expect(
    inCards(parts).map((card) =>
      card.kind === 'one' ? card.part.label.zh : card.parts.map((one) => one.label.zh),
    ),
  ).toEqual([['标题', '文号'], '概述', '落款', ['来源']]);
});
