import type { ChildProcess } from 'node:child_process';
import { z } from 'zod';

/** Questions between a benchmark and its processes, each with its answer. */
const Question = z.object({ id: z.int(), what: z.string(), given: z.unknown().optional() });
const Answer = z.object({ id: z.int(), result: z.unknown().optional(), error: z.string().optional() });

/** Milliseconds since 1970 with a fraction, the same in every process of this machine. */
export const now = (): number => performance.timeOrigin + performance.now();

let asked = 0;

/** Asks a process; rejects with what went wrong there, or when it ends. */
export function ask<T>(child: ChildProcess, shape: z.ZodType<T>, what: string, given?: unknown): Promise<T> {
  asked += 1;
  const id = asked;
  return new Promise((resolve, reject) => {
    const end = (): void => {
      child.off('message', hear);
      child.off('exit', died);
    };
    const died = (): void => {
      end();
      reject(new Error(`the process ended before it answered ${what}`));
    };
    const hear = (message: unknown): void => {
      const heard = Answer.safeParse(message);
      if (!heard.success || heard.data.id !== id) return;
      end();
      if (heard.data.error === undefined) resolve(shape.parse(heard.data.result));
      else reject(new Error(`${what}: ${heard.data.error}`));
    };
    child.on('message', hear);
    child.on('exit', died);
    child.send({ id, what, given });
  });
}

/** Asks several processes the same, each with its own `given`. */
export const askEach = <T>(
  children: readonly ChildProcess[],
  shape: z.ZodType<T>,
  what: string,
  given: (n: number) => unknown = () => undefined,
): Promise<T[]> => Promise.all(children.map((child, n) => ask(child, shape, what, given(n))));

/** So many things shared out among so many. */
export const shares = (count: number, among: number): number[] =>
  Array.from({ length: among }, (_, n) => Math.floor((count + n) / among));

/** Answers what the parent asks, and ends with it. */
export function answer(questions: Record<string, (given: unknown) => Promise<unknown>>): void {
  process.on('disconnect', () => process.exit(0));
  process.on('message', (message) => {
    const { id, what, given } = Question.parse(message);
    const handle = questions[what] ?? (() => Promise.reject(new Error('nobody here knows that')));
    handle(given).then(
      (result) => process.send?.({ id, result }),
      (error: unknown) => process.send?.({ id, error: String(error) }),
    );
  });
  process.send?.('ready');
}
