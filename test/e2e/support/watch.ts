/** What an address answered while it was watched. */
export interface Watch {
  /** Status codes, in order; 0 where no answer came. */
  readonly answers: readonly number[];
  /** Ends it, after the answer that is under way. */
  end(): Promise<void>;
}

/** Asks an address again and again until the watch ends. An answer that takes longer than five seconds is none. */
export function watch(url: string, everyMs = 50): Watch {
  const answers: number[] = [];
  const ended = new AbortController();
  const round = (async () => {
    while (!ended.signal.aborted) {
      const status = await fetch(url, { signal: AbortSignal.timeout(5_000) }).then(
        (answer) => answer.status,
        () => 0,
      );
      answers.push(status);
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  })();
  return {
    answers,
    async end() {
      ended.abort();
      await round;
    },
  };
}
