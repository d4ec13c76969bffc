/** Asks again and again until the answer is one to go on with. Rejects with the last answer when the time is over. */
export async function until<T>(
  ask: () => Promise<T> | T,
  good: (answer: T) => boolean = Boolean,
  { withinMs = 20_000, everyMs = 25 } = {},
): Promise<T> {
  const end = performance.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (good(answer)) return answer;
    if (performance.now() > end)
      throw new Error(`it did not come within ${withinMs} ms; the last answer: ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
