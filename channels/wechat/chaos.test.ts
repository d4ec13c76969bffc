import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Delivery } from '../../test/conformance/support/play.js';
import { Account } from './fixtures/account.js';

let account: Account;
beforeEach(async () => {
  account = await Account.open();
});
afterEach(() => account.close());

const ITEMS = 40;

/** As the hub does: look, look again where that told nothing, and act again only after a proven absence. */
async function recover(delivery: Delivery, attempt: () => Promise<unknown>): Promise<string> {
  for (let round = 0; round < 6; round += 1) {
    const first = await delivery.settle('publish', { blind: delivery.receipt === undefined });
    const seen = first.is === 'absent' ? await delivery.settleAbsent('publish', { blind: true }) : first;
    if (seen.is === 'unknown') continue;
    if (seen.is !== 'absent') return seen.is;
    delivery.steps.forgetUnfinished();
    await attempt().catch(() => undefined);
  }
  return 'never';
}

test('forty items, each cut off somewhere or with its answer lost: every article once', async () => {
  const { boundaries } = account.harness;
  const lost = [
    'draft/add',
    'freepublish/submit',
    'uploadimg',
    'add_material',
    'stable_token',
    'draft/batchget',
  ];
  for (let index = 0; index < ITEMS; index += 1) {
    const delivery = await account.delivery();
    if (index % 2 === 0) account.drill.order({ kind: 'lost', path: lost[(index / 2) % lost.length] ?? '' });
    if (index % 5 === 0) account.drill.order({ kind: 'callbackTwice' });
    boundaries.restart(index % 9);
    await delivery.deliver().catch(() => undefined);
    boundaries.restart();
    expect({ index, is: await recover(delivery, () => delivery.deliver()) }).toEqual({ index, is: 'live' });
  }
  expect(new Set(account.articles).size).toBe(ITEMS);
  expect(account.articles).toHaveLength(ITEMS);
  expect(account.drill.state.drafts).toEqual([]);
  expect(account.drill.state.images).toHaveLength(1);
});
