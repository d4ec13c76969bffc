import { describe, expect, it } from '@jest/globals';
import { Procedure } from '../../../../src/contract/api/procedure.js';
import { MAX_STEPS, moved, named, nextStep, PRESETS } from './presets.js';

describe('presets', () => {
  it('are procedures that the hub takes', () => {
    for (const steps of Object.values(PRESETS))
      expect(Procedure.safeParse({ steps, distinct: true }).success).toBe(true);
  });
});

describe('a step', () => {
  it('keeps a key of its own, however steps are added and named', () => {
    let steps = [...PRESETS.short];
    while (steps.length < MAX_STEPS) {
      const added = nextStep(steps);
      steps = [...steps, added.label.zh === '' ? named('局长办公会', added) : added];
    }
    expect(new Set(steps.map(({ key }) => key)).size).toBe(MAX_STEPS);
    expect(Procedure.safeParse({ steps, distinct: false }).success).toBe(true);
  });

  it('takes the English of a known name', () => {
    const own = { ...nextStep(PRESETS.four), key: 'own_a' };
    expect(named('保密审查', own)).toMatchObject({ key: 'own_a', label: { en: 'Secrecy review' } });
    expect(named('局务会', own)).toMatchObject({ label: { zh: '局务会', en: '局务会' } });
  });
});

it('moves one place and loses nothing', () => {
  expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
  expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
});
