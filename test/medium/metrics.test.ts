import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { parse } from 'yaml';
import { z } from 'zod';
import { Metrics } from '../../src/health/metrics.js';
import { HealthRegistry } from '../../src/platform/health/index.js';
import { createLogger } from '../../src/platform/log/index.js';
import { Queues } from '../../src/queue/index.js';
import { createDatabase } from '../../src/store/database.js';
import { Pipeline } from './support/pipeline.js';

jest.setTimeout(60_000);

let line: Pipeline;
let metrics: Metrics;
beforeAll(async () => {
  line = await Pipeline.start();
  const { app, db, config } = line.hub;
  const health = app.get(HealthRegistry, { strict: false });
  const queues = app.get(Queues, { strict: false });
  metrics = new Metrics(health, db, config, createLogger('silent'), queues);
});
afterAll(() => (line as Pipeline | undefined)?.stop());

const Rules = z.object({
  groups: z.array(
    z.object({
      name: z.string(),
      rules: z.array(
        z.strictObject({
          alert: z.string().regex(/^Tongbo[A-Za-z]+$/),
          expr: z.string(),
          for: z
            .string()
            .regex(/^\d+[sm]$/)
            .optional(),
          labels: z.object({ severity: z.enum(['page', 'ticket']) }),
          annotations: z.object({ summary: z.string().min(10) }),
        }),
      ),
    }),
  ),
});
const Dashboard = z.object({
  panels: z.array(z.object({ title: z.string(), targets: z.array(z.object({ expr: z.string() })).min(1) })),
});

/** Names of metrics in an expression: words that are no function, label or keyword. */
const namesIn = (expression: string): string[] =>
  [
    ...expression
      .replace(/\{[^}]*\}|"[^"]*"|(by|on|group_left) \([^)]*\)/g, '')
      .matchAll(/[a-z][a-z0-9_]*_[a-z0-9_]+|\bup\b/g),
  ].map(([name]) => name);

it('tells the golden signals of each channel, and what waits for people', async () => {
  const { id } = await line.release();
  await line.reaches(id, 'live');
  line.sink.mode = 'refuse';
  const refused = await line.release();
  await line.reaches(refused.id, 'failed');
  line.sink.mode = 'ok';
  const waiting = await line.release({ publishAt: new Date(Date.now() + 3_600_000) });
  const text = await metrics.text();
  expect(text).toContain('tongbo_attempts{channel="sink",kind="deliver",outcome="live"} 1');
  expect(text).toContain('tongbo_attempts{channel="sink",kind="deliver",outcome="rejected"} 1');
  expect(text).toMatch(
    /tongbo_attempt_seconds\{channel="sink",kind="deliver",outcome="live",quantile="0.99"\} [0-9.]+/,
  );
  expect(text).toMatch(/tongbo_late_seconds\{channel="sink",quantile="0.99"\} [0-9.]+/);
  expect(text).toContain('tongbo_deliveries{channel="sink",state="scheduled"} 1');
  expect(text).toMatch(/tongbo_disk_free_bytes\{place="data"\} [0-9.e+]+/);
  expect(text).toMatch(/tongbo_queue_jobs\{channel="sink",state="waiting"\} \d+/);
  expect(text).toContain('tongbo_open_circuits{channel="sink"} 0');
  expect(text).toMatch(/tongbo_unsealed_entries \d+/);
  expect(text).toContain('tongbo_part_ok{part="consumers"} 1');
  await line.recall(waiting.announcementId);
});

it('leaves out what it cannot read, and still tells that the hub is not well', async () => {
  const { app, config } = line.hub;
  const away = new pg.Pool({ connectionString: 'postgres://127.0.0.1:1/away' });
  const health = new HealthRegistry();
  health.register({ name: 'database', check: () => ({ ok: false, reason: 'away' }) });
  const queues = app.get(Queues, { strict: false });
  const text = await new Metrics(health, createDatabase(away), config, createLogger('silent'), queues).text();
  await away.end();
  expect(text).toContain('tongbo_system_ok 0');
  expect(text).toContain('tongbo_part_ok{part="database"} 0');
  expect(text).not.toMatch(/^tongbo_(open_tasks|deliveries|attempts|unsealed_entries)\b/m);
});

it('has every metric that the alert rules and the dashboard ask for', async () => {
  const text = await metrics.text();
  const known = new Set([...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name = '']) => name));
  const rules = Rules.parse(parse(await readFile('ops/alerts.yml', 'utf8')));
  const dashboard = Dashboard.parse(JSON.parse(await readFile('ops/grafana-dashboard.json', 'utf8')));
  const asked = [
    ...rules.groups.flatMap((group) => group.rules.map(({ expr }) => expr)),
    ...dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
  ].flatMap(namesIn);
  expect(asked.length).toBeGreaterThan(15);
  expect([...new Set(asked)].filter((name) => name !== 'up' && !known.has(name))).toEqual([]);
});
