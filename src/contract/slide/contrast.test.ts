import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { boardStyle } from './board.js';
import { slideStyle } from './style.js';
import { warningStyle } from './warning-markup.js';

const player = readFileSync(new URL('../../../displays/src/player.css', import.meta.url), 'utf8');

/** What stands behind a rule's letters when the rule itself says nothing of it. */
const behind: Record<string, string> = {
  '.slide': '#FBFAF7',
  '.board': '#FFFFFF',
  '.face': '#FBFAF7',
};
/** Rules whose letters stand on something else than what their family stands on. */
const elsewhere: Record<string, string> = {
  '.slide-flow th': '#E9F0ED',
  '.board-initial': '#E9F0ED',
  '.board-empty': '#FBFAF7',
  '.code span': '#FBFAF7',
  '.resting .note': '#0B0E0F',
};

interface Rule {
  selector: string;
  colour?: string | undefined;
  background?: string | undefined;
}

function rulesOf(style: string): Rule[] {
  const plain = style.replace(/\/\*[^]*?\*\//g, '').replace(/@[^{]+\{((?:[^{}]*\{[^{}]*\})*)[^{}]*\}/g, '$1');
  return Array.from(plain.matchAll(/([^{}]+)\{([^{}]*)\}/g), ([, selectors = '', body = '']) => {
    const value = (name: RegExp): string | undefined => {
      const found = body
        .split(';')
        .map((line) => line.split(/:(.*)/s))
        .filter(([property = '']) => name.test(property.trim()))
        .map(([, text = '']) => text.trim())
        .at(-1);
      return found?.match(/#[0-9a-f]{3,6}\b/i)?.[0];
    };
    return selectors.split(',').map((selector) => ({
      selector: selector.trim(),
      colour: value(/^color$/),
      background: value(/^background(-color)?$/),
    }));
  }).flat();
}

function luminance(colour: string): number {
  const digits =
    colour.slice(1).length === 3 ? [...colour.slice(1)].map((d) => d + d).join('') : colour.slice(1);
  const [red = 0, green = 0, blue = 0] = (digits.match(/../g) ?? []).map((pair) => {
    const part = Number.parseInt(pair, 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const familyOf = (selector: string): string =>
  /^\.board/.test(selector) ? '.board' : /^\.(face|seal|code|clock|idle)/.test(selector) ? '.face' : '.slide';

test('the measure is WCAG’s own', () => {
  expect(contrast('#000', '#fff')).toBeCloseTo(21, 5);
  expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
});

test('every text of slides and faces has a contrast of at least 4.5 to 1', () => {
  const rules = [slideStyle, boardStyle, warningStyle, player].flatMap(rulesOf);
  const coloured = rules.filter(({ colour }) => colour !== undefined);
  expect(coloured.length).toBeGreaterThan(25);
  const faint = coloured.flatMap(({ selector, colour = '', background }) => {
    const ground = background ?? elsewhere[selector] ?? behind[familyOf(selector)] ?? '';
    const ratio = contrast(colour, ground);
    return ratio < 4.5 ? [`${selector}: ${colour} on ${ground} is ${ratio.toFixed(2)}`] : [];
  });
  expect(faint).toEqual([]);
  // A background without a colour of its own bears the text of what it stands in.
  const bare = rules.filter(
    ({ background, colour, selector }) =>
      background && !colour && !/^(html|body|\.slide-fill)/.test(selector),
  );
  const dim = bare.filter(({ background = '' }) => contrast('#4A4F55', background) < 4.5);
  expect(dim.map(({ selector }) => selector)).toEqual([]);
});
