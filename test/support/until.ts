/** The longest pause between two questions: who waits for long need not ask often, and asking is work for the hub. */
const LONGEST_MS = 250;

/**
 * Asks again and again until the answer is one to go on with; pauses grow from 15 ms to a quarter of a second, or are
 * `everyMs` long. Rejects with the last answer when the time is over.
 */
export async function until<T>(
  ask: () => Promise<T> | T,
  good: (answer: T) => boolean = Boolean,
  { withinMs = 20_000, everyMs }: { withinMs?: number; everyMs?: number } = {},
): Promise<T> {
  const end = performance.now() + withinMs;
  for (let pause = 15; ; pause = Math.min(pause * 1.3, LONGEST_MS)) {
    const answer = await ask();
    if (good(answer)) return answer;
    if (performance.now() > end)
      throw new Error(`it did not come within ${withinMs} ms; the last answer: ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, everyMs ?? pause));
  }
}
