/** Does something to each of many, a few at a time, and keeps their order. */
export async function inLanes<T, R>(
  all: readonly T[],
  lanes: number,
  run: (one: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const queue = [...all.entries()];
  const lane = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) results[next[0]] = await run(next[1]);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return results;
}
