import { describe, expect, it } from '@jest/globals';
import { at, air, hour, id, item, mixed, noon, play, programme, rule } from '../../test/factories/air.js';
import { builtInLayouts } from './layouts.js';
import { onAir } from './on-air.js';
import { emptyPlan, Plan, type Rule } from './programme.js';

describe('the rules', () => {
  const items = [item('a'), item('g', { category: '公示', objectionsUntil: noon + hour })];
  it('are none: everything is shown in turn on the whole glass', () => {
    expect(play(air({ items }), noon, noon + 25_000)).toEqual([
      'full: main=a.0',
      'full: main=g.0',
      'full: main=a.0',
    ]);
  });
  it('follow exclusiveness, then priority, then who names the screen, then the id', () => {
    const on = (rules: Rule[], tags: string[] = []) => {
      const scene = onAir(
        air({ items, programme: programme(rules), screen: { id: id(1), tags, portrait: false } }),
        noon,
      );
      return scene.show === 'air' ? scene.rules : [];
    };
    const [all, byTag, byId] = [
      rule(3, 101),
      rule(2, 101, { screens: { ids: [], tags: ['大厅'] } }),
      rule(9, 101, { screens: { ids: [id(1)], tags: [] } }),
    ];
    expect(on([all, byTag, byId], ['大厅'])).toEqual([id(9)]);
    expect(on([all, byTag], ['大厅'])).toEqual([id(2)]);
    expect(on([all, byTag], ['楼上'])).toEqual([id(3)]);
    expect(on([all, rule(4, 101, { priority: 6 }), byId])).toEqual([id(4)]);
    expect(
      on([
        byId,
        rule(7, 101, { priority: 0, exclusive: true }),
        rule(6, 101, { priority: 0, exclusive: true }),
      ]),
    ).toEqual([id(6)]);
    expect(on([rule(8, 101), all])).toEqual([id(3), id(8)]);
  });
  it('that are equal share the screen', () => {
    const both = programme([rule(1, 102), rule(2, 103)]);
    expect(play(air({ items, programme: both }), noon, noon + 45_000)).toEqual([
      'full: main=g.0',
      'full: main=clock.0',
      'full: main=a.0',
      'full: main=g.0',
    ]);
  });
  it('leave their place when they have nothing to show, unless they are exclusive', () => {
    const nothing = rule(1, 102, { priority: 9 });
    const given = { items: [item('a')], programme: programme([nothing, rule(2, 103)]) };
    expect(at(given)).toBe('full: main=clock.0');
    expect(at({ ...given, programme: programme([{ ...nothing, exclusive: true }, rule(2, 103)]) })).toBe(
      'full: main=idle',
    );
  });
  it('let what is urgent in, unless they are exclusive', () => {
    const with9 = [...items, item('u', { priority: 'urgent', category: '应急' })];
    expect(play(air({ items: with9, programme: programme([rule(1, 102)]) }), noon, noon + 15_000)).toEqual([
      'full: main=u.0',
      'full: main=g.0',
    ]);
    expect(
      play(
        air({ items: with9, programme: programme([rule(1, 102, { exclusive: true })]) }),
        noon,
        noon + 15_000,
      ),
    ).toEqual(['full: main=g.0', 'full: main=g.0']);
  });
});

describe('the zones', () => {
  const items = [item('a'), item('g', { category: '公示', objectionsUntil: noon + hour })];
  const given = { items, programme: programme([rule(1, 103, { layoutId: 'mixed' })]) };
  it('each show their own, the main one first', () => {
    expect(at(given)).toBe('mixed: b=clock.0 a=g.0 c=(g)');
    expect(at({ ...given, screen: { id: id(1), tags: [], portrait: true } })).toBe('mixed: b=clock.0');
  });
  it('are the whole glass where letters would be too small', () => {
    expect(at({ ...given, fits: ({ id: zone }) => zone !== 'c' })).toBe('full: main=clock.0');
  });
  it('show 公示 only while they are open to objections', () => {
    const side = { items, programme: programme([rule(1, 101, { layoutId: 'side' })]) };
    expect(at(side)).toBe('side: main=a.0 clock=clock.0 side=publicity.0');
    expect(at(side, noon + hour)).toBe('side: main=a.0 clock=clock.0 side=idle');
  });
});

describe('rest', () => {
  const night = {
    id: id(1),
    when: { dayparts: [{ from: '18:00', to: '08:00' }] },
    screens: { ids: [], tags: [] },
  };
  const given = { items: [item('a')], programme: programme([], { rests: [night] }) };
  const evening = noon + 7 * hour;
  it('ends for an emergency and at its hour', () => {
    expect([at(given), at(given, evening)]).toEqual(['full: main=a.0', 'rest']);
    expect(onAir(air(given), evening).until).toBe(Date.parse('2026-12-01T00:00:00+08:00'));
    expect(at({ ...given, items: [item('e', { priority: 'emergency' })] }, evening)).toBe('full: main=e.0');
    expect(at(given, noon + 20 * hour)).toBe('full: main=a.0');
  });
  it('has hours of its own for a screen that is named', () => {
    const own = {
      id: id(2),
      when: { dayparts: [{ from: '12:00', to: '13:00' }] },
      screens: { ids: [id(1)], tags: [] },
    };
    const both = { ...given, programme: programme([], { rests: [night, own] }) };
    expect([at(both), at(both, evening)]).toEqual(['rest', 'full: main=a.0']);
  });
});

describe('an emergency', () => {
  it('has the whole glass, and what it pushed aside goes on at its page', () => {
    const items = [
      item('e', { priority: 'emergency', from: noon + 12_000, until: noon + 30_000 }),
      item('a'),
      item('b'),
    ];
    const given = air({ items, programme: programme([rule(1, 101, { layoutId: 'ticker' })]) });
    expect(play(given, noon, noon + 45_000)).toEqual([
      'ticker: main=a.0 ticker=(a,b)',
      'ticker: main=b.0 ticker=(a,b)',
      'full: main=e.0',
      'full: main=e.0',
      'ticker: main=b.0 ticker=(a,b)',
      'ticker: main=a.0 ticker=(a,b)',
    ]);
  });
});

describe('a plan', () => {
  it('names only what is in it', () => {
    const { zone, calendar, ...plan } = programme([rule(1, 101)]);
    expect(Plan.safeParse(plan).success).toBe(true);
    expect(Plan.safeParse({ ...plan, playlists: [] }).success).toBe(false);
    expect(Plan.safeParse({ ...plan, rules: [rule(1, 101, { layoutId: 'no' })] }).success).toBe(false);
    expect(Plan.safeParse({ ...plan, rules: [rule(1, 101), rule(1, 101)] }).success).toBe(false);
    expect([zone, calendar.work]).toEqual(['Asia/Shanghai', ['2026-10-10']]);
  });
  it('has layouts whose zones lie beside one another', () => {
    for (const layout of builtInLayouts)
      expect(Plan.safeParse({ ...emptyPlan, layouts: [{ ...layout, id: `own-${layout.id}` }] }).success).toBe(
        true,
      );
    const over = mixed.landscape.map((one) => ({ ...one, x: 0, width: 100 }));
    expect(
      Plan.safeParse({ ...emptyPlan, layouts: [{ ...mixed, landscape: over, portrait: over }] }).success,
    ).toBe(false);
  });
});
