/** A batch's rest, as a multiple of what it took, and at most so many milliseconds. */
const REST = 2;
const LONGEST_REST_MS = 50;
/** So many calls are a batch worth sending: they end a rest. */
const FULL = 24;

/** So many calls go together at most. */
const SIZE = 64;

interface Call<In, Out> {
  input: In;
  resolve: (out: Out) => void;
  reject: (error: unknown) => void;
}

/**
 * Collects calls and hands them over together, so that many deliveries share one statement and one commit. The first
 * call of a quiet moment goes at once; there is one batch at a time, for two would only wait for each other's rows, and
 * behind each a rest in which calls gather: most of what a batch costs does not depend on how many they are. A batch
 * that rejects rejects its calls, unless `isOnesFault` says that one of them is to blame: then each is tried by itself.
 * The work has to be all or nothing.
 */
export class Batcher<In, Out> {
  private waiting: Call<In, Out>[] = [];
  private state: 'quiet' | 'working' | 'resting' = 'quiet';
  private rest: NodeJS.Timeout | undefined;

  constructor(
    private readonly work: (inputs: In[]) => Promise<Out[]>,
    private readonly options: { size?: number; isOnesFault?: (error: unknown) => boolean } = {},
  ) {}

  add(input: In): Promise<Out> {
    return new Promise<Out>((resolve, reject) => {
      this.waiting.push({ input, resolve, reject });
      // After the present turn of the event loop, so that calls of the same turn go together.
      setImmediate(() => {
        const isDue = this.state === 'quiet' || (this.state === 'resting' && this.waiting.length >= FULL);
        if (isDue) this.flush();
      });
    });
  }

  private flush(): void {
    clearTimeout(this.rest);
    this.state = 'quiet';
    if (this.waiting.length === 0) return;
    this.state = 'working';
    const began = performance.now();
    void this.send(this.waiting.splice(0, this.options.size ?? SIZE)).then(() => {
      if (this.waiting.length >= FULL) {
        this.flush();
        return;
      }
      this.state = 'resting';
      const restMs = Math.min(REST * (performance.now() - began), LONGEST_REST_MS);
      this.rest = setTimeout(() => {
        this.flush();
      }, restMs);
    });
  }

  /** Settles when every call of the batch has its answer. */
  private async send(batch: readonly Call<In, Out>[]): Promise<void> {
    try {
      const outs = await this.work(batch.map(({ input }) => input));
      batch.forEach(({ resolve }, index) => {
        resolve(outs[index] as Out);
      });
    } catch (error) {
      if (batch.length > 1 && this.options.isOnesFault?.(error) === true)
        for (const call of batch) await this.send([call]);
      else for (const { reject } of batch) reject(error);
    }
  }
}
