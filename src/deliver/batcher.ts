/**
 * Collects calls that arrive while a batch is under way and hands them over together, so that many deliveries share
 * one statement and one commit. The first call of a quiet moment goes at once; there is one batch at a time, for two
 * would only wait for each other's rows. A batch that rejects rejects its calls.
 */
export class Batcher<In, Out> {
  private waiting: { input: In; resolve: (out: Out) => void; reject: (error: unknown) => void }[] = [];
  private running = false;

  constructor(
    private readonly work: (inputs: In[]) => Promise<Out[]>,
    private readonly size = 64,
  ) {}

  add(input: In): Promise<Out> {
    return new Promise<Out>((resolve, reject) => {
      this.waiting.push({ input, resolve, reject });
      // After the present turn of the event loop, so that calls of the same turn go together.
      setImmediate(() => {
        this.flush();
      });
    });
  }

  private flush(): void {
    if (this.waiting.length === 0 || this.running) return;
    const batch = this.waiting.splice(0, this.size);
    this.running = true;
    this.work(batch.map((call) => call.input))
      .then(
        (outs) => {
          batch.forEach((call, index) => {
            call.resolve(outs[index] as Out);
          });
        },
        (error: unknown) => {
          for (const call of batch) call.reject(error);
        },
      )
      .finally(() => {
        this.running = false;
        this.flush();
      });
  }
}
