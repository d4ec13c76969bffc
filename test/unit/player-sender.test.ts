import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Acknowledged } from '../../src/contract/display-link.js';
import type { PlayV1 } from '../../src/contract/display-plays.js';
import { PlaySender } from '../../displays/src/plays/sender.js';

const aPlay = (n: number): PlayV1 => ({
  id: `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`,
  key: '00000000-0000-7000-8000-000000000001',
  beganAt: '2026-11-26T02:00:00.000Z',
  endedAt: '2026-11-26T02:00:12.000Z',
  pages: 1,
  whole: true,
});

/** The spool without a disk. */
function aSpool(count: number) {
  let rows = Array.from({ length: count }, (_, n) => ({ at: n + 1, play: aPlay(n) }));
  return {
    get left() {
      return rows.map(({ play }) => play.id);
    },
    oldest: async (most: number) => {
      const some = rows.slice(0, most);
      const last = some[some.length - 1]?.at;
      return last === undefined ? undefined : { last, plays: some.map(({ play }) => play) };
    },
    sent: async ({ last }: { last: number }) => {
      rows = rows.filter(({ at }) => at > last);
    },
  };
}

const refusal = (code: 'payload_invalid' | 'forbidden'): Acknowledged => ({
  ok: false,
  error: { event: 'playsV1', code, detail: '' },
});

/** What happens to a batch: it gets through, or it does not, or only the hub's word that it has it is lost. */
const fate = fc.constantFrom('through', 'lost', 'word lost', 'refused', 'away');

test('whatever is lost on the way, the hub gets every play, and none is forgotten before the hub has it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(1_500), fc.array(fate, { maxLength: 20 }), async (count, fates) => {
      const spool = aSpool(count);
      const hub = new Set<string>();
      const sender = new PlaySender(spool, async (plays) => {
        expect(plays.length).toBeLessThanOrEqual(300);
        const what = fates.shift() ?? 'through';
        if (what === 'away') return undefined;
        if (what === 'lost') throw new Error('the line was cut');
        if (what === 'refused') return refusal('forbidden');
        for (const { id } of plays) hub.add(id);
        if (what === 'word lost') throw new Error('the line was cut');
        return { ok: true };
      });
      while ((await sender.once()) !== undefined)
        for (let n = 0; n < count; n += 1) {
          const { id } = aPlay(n);
          if (!hub.has(id) && !spool.left.includes(id)) throw new Error(`${id} is nowhere`);
        }
      expect(hub.size).toBe(count);
      expect(spool.left).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

test('one play that the hub will never take keeps no other one from it', async () => {
  const spool = aSpool(700);
  const bad = aPlay(333).id;
  const hub = new Set<string>();
  const sender = new PlaySender(spool, async (plays) => {
    if (plays.some(({ id }) => id === bad)) return refusal('payload_invalid');
    for (const { id } of plays) hub.add(id);
    return { ok: true };
  });
  let turns = 0;
  while ((await sender.once()) !== undefined) turns += 1;
  expect(hub.size).toBe(699);
  expect(turns).toBeLessThan(60);
});
