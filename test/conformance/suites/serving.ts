import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Found } from '../support/found.js';
import { Harness, SECRET } from '../support/harness.js';
import { rawRequest } from '../support/listener.js';
import { Delivery } from '../support/play.js';
import { first } from './delivery.js';

const tricks: [string, string?][] = [
  ['/../secret.txt'],
  ['/../../secret.txt'],
  ['/%2e%2e/secret.txt'],
  ['/%2e%2e%2fsecret.txt'],
  ['/..%2f..%2fsecret.txt'],
  ['/..%5c..%5csecret.txt'],
  ['/n/../../../secret.txt'],
  ['/n/..%2f..%2f..%2fsecret.txt'],
  ['/n/%00/'],
  ['/n//secret.txt'],
  ['/%E0%A4%A'],
  ['/%'],
  ['/.secret'],
  ['//secret.txt'],
  ['/%252e%252e/secret.txt'],
  ['/long…', `/${'a'.repeat(5000)}`],
];

/** The public side: what answers to everybody. */
export function servingSuite(found: Found): void {
  let harness: Harness;
  beforeEach(async () => {
    harness = await Harness.open(found);
    const one = await Delivery.of(harness, first(found));
    await one.deliver();
    await one.settle();
  });
  afterEach(() => harness.close());
  const base = () => new URL(harness.baseUrl ?? harness.listener.origin).pathname;
  const ask = (method: string, path: string) => rawRequest(harness.listener.port, method, path);

  test.each(tricks)('the path %s is refused and shows nothing', async (name, path = name) => {
    const answer = await ask('GET', `${base()}${path}`);
    expect(answer.status).toBeGreaterThanOrEqual(300);
    expect(answer.status).toBeLessThan(500);
    expect(answer.body).not.toContain(SECRET);
  });

  test.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'POST'])(
    '%s is refused and changes nothing',
    async (method) => {
      const before = await harness.snapshot();
      for (const path of ['/', '/index.html', '/n/']) {
        const { status } = await ask(method, `${base()}${path}`);
        expect(status).toBeGreaterThanOrEqual(400);
        expect(status).toBeLessThan(500);
      }
      expect(await harness.snapshot()).toEqual(before);
    },
  );

  test('another target’s address is not answered', async () => {
    const { status } = await ask('GET', `${base()}-else/`);
    expect(status).toBe(404);
  });
}
