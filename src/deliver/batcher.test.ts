import { describe, expect, it } from '@jest/globals';
import { Batcher } from './batcher.js';

describe('Batcher', () => {
  it('hands calls of one moment over together, within its limits, and answers each one', async () => {
    const batches: number[][] = [];
    const batcher = new Batcher<number, number>((inputs) => {
      batches.push(inputs);
      return Promise.resolve(inputs.map((n) => n * 2));
    }, 3);
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
});
