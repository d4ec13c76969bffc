import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { Relay } from '../../src/deliver/relay.js';
import { Releases } from '../../src/release/index.js';
import { aVersion } from '../factories/office.js';
import { Pipeline } from './support/pipeline.js';

jest.setTimeout(120_000);

let line: Pipeline;
beforeAll(async () => {
  line = await Pipeline.start();
});
afterAll(() => (line as Pipeline | undefined)?.stop());

/** Where the hands of clocks somewhere jump, days that most years do not have, and the turns of the office's years. */
const turns = [
  '2027-03-14T07:00:00.000Z', // New York loses an hour
  '2027-11-07T06:00:00.000Z', // New York has an hour twice
  '2027-03-28T01:00:00.000Z', // Berlin loses an hour
  '2027-10-31T01:00:00.000Z', // Berlin has an hour twice
  '2027-10-02T15:30:00.000Z', // Lord Howe moves by half an hour
  '2028-02-28T16:00:00.000Z', // 29 February begins in the office
  '2028-02-29T16:00:00.000Z', // 1 March begins in the office
  '2027-12-31T16:00:00.000Z', // a year begins in the office
  '2028-01-01T00:00:00.000Z',
].map((turn) => Date.parse(turn));

const instant = fc
  .tuple(
    fc.oneof(
      fc.constantFrom(...turns),
      fc.integer({ min: Date.UTC(2027, 0, 1), max: Date.UTC(2031, 11, 31) }),
    ),
    fc.integer({ min: -2 * 3_600_000, max: 2 * 3_600_000 }),
  )
  .map(([at, off]) => at + off);

/** The same instant as somebody's clock would write it, `offset` minutes east of Greenwich. */
function written(at: number, offset: number): string {
  const local = new Date(at + offset * 60_000).toISOString().slice(0, -1);
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${local}${offset < 0 ? '-' : '+'}${two(hours)}:${two(minutes)}`;
}

const iso = (at: number): string => new Date(at).toISOString();

async function stateOf(id: string): Promise<string> {
  const { state } = await line.hub.db
    .selectFrom('delivery')
    .select('state')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return state;
}

/** A release for an instant, written when the clock stood before it. Returns its delivery. */
async function releasedFor(publishAt: string): Promise<string> {
  const { versionId } = await aVersion(line.hub, line.office, [line.target]);
  const { deliveryIds } = await line.hub.app
    .get(Releases, { strict: false })
    .create(line.office.callers.clerk, versionId, {
      targetIds: [line.target.id],
      priority: 'routine',
      publishAt,
    });
  return deliveryIds[0] ?? '';
}

async function setZone(zone: string): Promise<void> {
  const { rows } = await line.hub.pool.query<{ name: string }>('select current_database() as name');
  await line.asOwner(`alter database "${rows[0]?.name ?? ''}" set timezone to '${zone}'`);
  await line.endConnections();
}

it.each(['Asia/Shanghai', 'America/New_York', 'Australia/Lord_Howe'])(
  'goes at its instant, neither before nor twice, however it is written and wherever the clock jumps; the database in %s',
  async (zone) => {
    await setZone(zone);
    const relay = line.hub.app.get(Relay, { strict: false });
    await fc.assert(
      fc.asyncProperty(
        instant,
        fc.integer({ min: -14 * 60, max: 14 * 60 }),
        fc.integer({ min: 1, max: 7_200_000 }),
        fc.integer({ min: 0, max: 7_200_000 }),
        async (at, offset, ahead, back) => {
          let id = '';
          await line.at(iso(at - ahead), async () => {
            id = await releasedFor(written(at, offset));
          });
          await line.at(iso(at - 1), async () => {
            await relay.round();
            expect(await stateOf(id)).toBe('scheduled');
          });
          // The clock is set back and comes again: it is still not time.
          await line.at(iso(at - 1 - back), async () => {
            await relay.round();
            expect(await stateOf(id)).toBe('scheduled');
          });
          await line.at(iso(at), async () => {
            await relay.round();
            await line.reaches(id, 'live');
          });
          // Set back once more after it went, it does not go again.
          await line.at(iso(at - 1), async () => {
            await relay.round();
            expect(await stateOf(id)).toBe('live');
          });
          const { attempts } = await line.story(id);
          const runs = attempts.filter(({ kind }) => kind === 'deliver');
          expect(runs.map(({ startedAt }) => Date.parse(startedAt) >= at)).toEqual([true]);
          expect(line.sink.posts.get(id)).toBe(1);
        },
      ),
      { numRuns: 6 },
    );
  },
);
