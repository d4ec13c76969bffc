import { z } from 'zod';
import { HttpFailure, type Classified, type TargetCtx } from '../../../src/contract/channel.js';
import { Json } from '../../../src/contract/values.js';

/** The longest that a sink is waited for. Milliseconds. */
const PATIENCE_MS = 2_500;

export const Settings = z.object({ url: z.string().meta({ label: { zh: '地址', en: 'Address' } }) });
export type Settings = z.infer<typeof Settings>;

/** What every kind of channel here shows. */
export interface Notice {
  title: string;
  body: string;
}

/** The sink's refusal. */
class Refused extends Error {
  constructor(readonly status: number) {
    super(`the sink answered ${status}`);
  }
}

type Point = (boundary: 'outside', side: 'before' | 'after') => Promise<void>;
/** Comes to a boundary of the path, if the process watches for some (../inside/points.ts). */
const point: Point = (...at) =>
  (Reflect.get(globalThis, 'chaosPoint') as Point | undefined)?.(...at) ?? Promise.resolve();

/** Changes something at the sink. @throws Refused, HttpFailure */
export async function send(
  ctx: TargetCtx<Settings>,
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  body: Json = null,
): Promise<Json> {
  await point('outside', 'before');
  const { status, text } = await ctx.http(ctx.settings.url + path, {
    method,
    body: JSON.stringify(body),
    timeoutMs: PATIENCE_MS,
  });
  if (status !== 200) throw new Refused(status);
  const answer = Json.parse(JSON.parse(text()));
  await point('outside', 'after');
  return answer;
}

/** Reads from the sink; undefined when it knows nothing there. @throws Refused, HttpFailure */
export async function ask(ctx: TargetCtx<Settings>, path: string): Promise<Json | undefined> {
  const { status, text } = await ctx.http(ctx.settings.url + path, { timeoutMs: PATIENCE_MS });
  if (status === 404) return undefined;
  if (status !== 200) throw new Refused(status);
  return Json.parse(JSON.parse(text()));
}

const isFull = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOSPC';

export function classify(error: unknown): Classified {
  if (error instanceof Refused) return { verdict: error.status === 503 ? 'retry' : 'unknown' };
  if (error instanceof HttpFailure && !error.sent) return { verdict: 'retry' };
  return { verdict: isFull(error) ? 'retry' : 'unknown' };
}

/** The parts that all three kinds have in common. */
export const common = {
  settings: Settings,
  limits: { concurrency: 8 },
  validate: () => [],
  render: ({ title, body }: Notice) => Promise.resolve({ document: { title, body }, assets: [] }),
  preview: ({ document }: { document: Notice }) => ({
    html: `<!doctype html><title>${document.title}</title>${document.body}`,
    width: 800,
    height: 600,
  }),
  classify,
};
