import type { Element, ElementContent } from 'hast';
import { h } from 'hastscript';
import { minuteText } from '../../src/contract/kit/office-time.js';
import { objectionLimits, type ObjectionWindow } from '../../src/contract/objection.js';

/** A form as somebody filled it in, and what is missing, by field. */
export interface Filled {
  name: string;
  contact: string;
  text: string;
  anonymous: boolean;
  errors: Partial<Record<'name' | 'contact' | 'text', string>>;
}

const empty: Filled = { name: '', contact: '', text: '', anonymous: false, errors: {} };

/** The end as people say it: a day is over at 24:00. */
export function endText({ last, endsAt }: Pick<ObjectionWindow, 'last' | 'endsAt'>): string {
  const text = minuteText(endsAt);
  return text.endsWith('00:00') ? `${last} 24:00` : text;
}

/**
 * What stands below a public notice: until when one may object, and the form. It is the site's and no part of the
 * approved document.
 */
export function objectionSection(window: ObjectionWindow, action: string, filled: Filled = empty): Element {
  return h('section.objection', { id: 'objection', ariaLabelledBy: ['objection-title'] }, [
    h('h2#objection-title', '对本公示有异议'),
    h('p', `公示期：${window.first} 至 ${endText(window)}。`),
    ...(window.open ? [guide(), form(action, filled)] : [closedNote()]),
  ]);
}

const closedNote = (): Element =>
  h('p.objection-closed', '现在不在公示期内，不再通过网站受理异议。如有情况反映，请与发布机关联系。');

const guide = (): Element =>
  h(
    'p.hint',
    '公示期内可以在此提出异议，提交后会得到受理编号。姓名、联系方式和内容加密保存，仅供负责办理的人员查阅；提倡实名；匿名提出的，无法与您核实和答复。',
  );

function form(action: string, filled: Filled): Element {
  const { errors } = filled;
  const wrong = Object.values(errors);
  return h('form', { method: 'post', action, acceptCharset: ['utf-8'] }, [
    ...(wrong.length > 0
      ? [
          h('div.objection-wrong', { role: 'alert' }, [
            h('p', '还没有提交，请补正：'),
            h(
              'ul',
              wrong.map((word) => h('li', word)),
            ),
          ]),
        ]
      : []),
    line('name', '姓名', filled.name, { autoComplete: ['name'] }, errors.name),
    line('contact', '联系方式', filled.contact, { autoComplete: ['tel'] }, errors.contact),
    h('p.check', [
      h('input', {
        type: 'checkbox',
        id: 'objection-anonymous',
        name: 'anonymous',
        value: 'yes',
        checked: filled.anonymous,
      }),
      h('label', { htmlFor: 'objection-anonymous' }, '匿名提出（不保存姓名和联系方式）'),
    ]),
    h('p', [
      h('label', { htmlFor: 'objection-text' }, '异议内容'),
      h(
        'textarea',
        {
          ...{ id: 'objection-text', name: 'text', rows: 6, required: true, maxLength: objectionLimits.text },
          ...invalid(errors.text),
        },
        // A browser drops the first line end of a text area.
        `\n${filled.text}`,
      ),
    ]),
    h('p', [h('button', { type: 'submit' }, '提交异议')]),
  ]);
}

function line(
  name: 'name' | 'contact',
  label: string,
  value: string,
  more: Record<string, string[]>,
  error: string | undefined,
): Element {
  const id = `objection-${name}`;
  return h('p', [
    h('label', { htmlFor: id }, label),
    h('input', {
      type: 'text',
      id,
      name,
      value,
      maxLength: objectionLimits[name],
      ...more,
      ...invalid(error),
    }),
  ]);
}

const invalid = (error: string | undefined): Record<string, string> =>
  error === undefined ? {} : { ariaInvalid: 'true' };

/** What somebody is told whose objection was taken. */
export const takenContent = (receipt: string, at: Date): ElementContent[] => [
  h('dl.facts', [
    h('div', [h('dt', '受理编号'), h('dd#receipt', receipt)]),
    h('div', [h('dt', '收到时间'), h('dd', minuteText(at))]),
  ]),
  h('p', '请记下受理编号，凭此向发布机关查询办理情况。'),
];
