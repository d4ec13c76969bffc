import { describe, expect, it } from '@jest/globals';
import { Batcher } from './batcher.js';

describe('Batcher', () => {
  it('hands calls of one moment over together, within its limits, and answers each one', async () => {
    const batches: number[][] = [];
    const batcher = new Batcher<number, number>(
      (inputs) => {
        batches.push(inputs);
        return Promise.resolve(inputs.map((n) => n * 2));
      },
      { size: 3 },
    );
    const answers = await Promise.all([1, 2, 3, 4, 5].map((n) => batcher.add(n)));
    expect(answers).toEqual([2, 4, 6, 8, 10]);
    expect(batches).toEqual([
      [1, 2, 3],
      [4, 5],
    ]);
  });

  it('rejects the calls of a batch that failed, and goes on', async () => {
    let fail = true;
    const batcher = new Batcher<number, number>((inputs) =>
      fail ? Promise.reject(new Error('no')) : Promise.resolve(inputs),
    );
    await expect(Promise.all([batcher.add(1), batcher.add(2)])).rejects.toThrow('no');
    fail = false;
    expect(await batcher.add(3)).toBe(3);
  });

  it('tries each call by itself when one of them is to blame, so that the others are answered', async () => {
    const batches: number[][] = [];
    const batcher = new Batcher<number, number>(
      (inputs) => {
        batches.push(inputs);
        return inputs.includes(2) ? Promise.reject(new Error('2 is refused')) : Promise.resolve(inputs);
      },
      { isOnesFault: (error) => error instanceof Error && error.message.includes('refused') },
    );
    const answers = await Promise.allSettled([1, 2, 3].map((n) => batcher.add(n)));
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(batches).toEqual([[1, 2, 3], [1], [2], [3]]);
  });
});

describe('between batches', () => {
  /** Batches that take at least 20 ms, how many calls each had and when it began. */
  function slow() {
    const began: number[] = [];
    const sizes: number[] = [];
    let hasBegun = (): void => undefined;
    const beginning = new Promise<void>((resolve) => (hasBegun = resolve));
    const batcher = new Batcher<number, number>(async (inputs) => {
      began.push(performance.now());
      sizes.push(inputs.length);
      hasBegun();
      await new Promise((resolve) => setTimeout(resolve, 20));
      return inputs;
    });
    return { batcher, beginning, began, sizes };
  }

  it('few calls gather while it rests', async () => {
    const { batcher, beginning, began, sizes } = slow();
    const first = batcher.add(0);
    await beginning;
    const others = [batcher.add(1)];
    await first;
    others.push(batcher.add(2));
    await Promise.all(others);
    expect(sizes).toEqual([1, 2]);
    expect((began[1] ?? 0) - (began[0] ?? 0)).toBeGreaterThan(40);
  });

  it('enough of them do not wait for its end', async () => {
    const order: string[] = [];
    const batcher = new Batcher<number, number>(async (inputs) => {
      order.push(`batch of ${inputs.length}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
      return inputs;
    });
    await batcher.add(0);
    const many = Array.from({ length: 24 }, (_, index) => batcher.add(index));
    // The loop comes to its timers, the end of the rest among them, behind the turn in which the calls go.
    setTimeout(() => order.push('a timer'), 0);
    await Promise.all(many);
    expect(order).toEqual(['batch of 1', 'batch of 24', 'a timer']);
  });

  it('it is quiet again when nobody came', async () => {
    const { batcher, sizes } = slow();
    await batcher.add(0);
    await new Promise((resolve) => setTimeout(resolve, 80));
    await batcher.add(1);
    expect(sizes).toEqual([1, 1]);
  });
});
