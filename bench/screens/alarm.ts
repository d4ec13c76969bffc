import type { ChildProcess } from 'node:child_process';
import { WarningView } from '../../src/contract/api.js';
import type { Member } from '../../test/e2e/support/member.js';
import { RedisServer } from '../../test/support/redis-server.js';
import { withCluster } from '../cluster.js';
import { end } from '../deliver/workers.js';
import { round } from '../options.js';
import { begin, connect, processors, tell, times, until } from './fleet.js';
import { BenchHub } from './hub.js';
import { now } from './talk.js';

interface Alarmed {
  people: Record<'clerk' | 'leader', Member>;
  fleet: readonly ChildProcess[];
  targetId: string;
}

/** The same on the distributed engine, whose Redis is stopped before the warning begins. */
export const alarmWithoutRedis = (dataDir: string, size: number) =>
  withCluster(async (postgres) => {
    const redis = await RedisServer.start();
    const urls = { databaseUrl: postgres.appUrl(), ownerUrl: postgres.ownerUrl(), redisUrl: redis.url };
    const hub = await BenchHub.start(dataDir, urls);
    const fleet = await Promise.all(processors.map(() => begin('screens.process.ts')));
    try {
      const people = { clerk: await hub.as('clerk'), leader: await hub.as('leader') };
      const targetId = await hub.group('大厅屏');
      await connect(hub, fleet, targetId, size);
      const found = await alarmOf({ people, fleet, targetId }, size, () => redis.stop());
      return { bench: 'screens', engine: 'redis', ...found };
    } finally {
      await Promise.all(fleet.map(end));
      await hub.stop();
      await redis.stop();
    }
  });

/**
 * A warning and its end: until every screen without glass had it, and the hub
 * had every screen's word that it is shown. Both in milliseconds from the request.
 */
export async function alarmOf(
  { people, fleet, targetId }: Alarmed,
  size: number,
  stopRedis?: () => Promise<void>,
): Promise<{ warningMs: number; clearMs: number; alarmScreens: number }> {
  const hour = (n: number): string => new Date(now() + n * 3_600_000).toISOString();
  const text = {
    ...{
      level: 'red',
      hazard: '暴雨',
      issuer: '市气象台',
      area: '全市',
      headline: '三小时内雨量将达100毫米以上',
    },
    ...{
      issuedAt: hour(-1),
      from: hour(-1),
      until: hour(6),
      instruction: '立即停止户外活动，转移到安全地带。',
    },
  };
  const prepared = WarningView.parse(
    (await people.clerk.call('POST', '/warnings', { text, drill: false, voice: false })).json,
  );
  await stopRedis?.();
  const told = async (path: string, body: object): Promise<number> => {
    const begun = now();
    const answer = await people.leader.call('POST', `/warnings/${prepared.id}/${path}`, body);
    if (answer.status !== 200) throw new Error(`${path}: ${String(answer.status)} ${answer.text}`);
    await until(async () => (await times(fleet, 'alerted')).filter((at) => at > begun).length === size);
    const view = async () =>
      WarningView.parse((await people.leader.call('GET', `/warnings/${prepared.id}`)).json);
    const { reach } = await until(view, (one) => (one.reach?.shown ?? 0) >= size);
    if (!reach) throw new Error('the warning says nothing of its reach');
    return now() - begun;
  };
  const warningMs = round(await told('start', { targetIds: [targetId] }), 0);
  const clearMs = round(await told('end', { reason: 'lifted' }), 0);
  tell(
    `a warning reached ${String(size)} screens in ${String(warningMs)} ms, its end in ${String(clearMs)} ms`,
  );
  return { warningMs, clearMs, alarmScreens: size };
}
