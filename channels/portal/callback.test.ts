import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { serve } from './callback.js';
import { Journey } from './fixtures/fake.js';
import { freshStamp, headerNames, signatureOf, statusText } from './signature.js';

let journey: Journey;
beforeEach(async () => {
  journey = await Journey.start('city-news');
});
afterEach(() => journey.end());

interface Message {
  body?: string;
  keyId?: string;
  key?: string;
  at?: Date;
  path?: string;
  signature?: string;
  nonce?: string;
}

function message(change: Message = {}): Request {
  const { settings, now, item } = journey;
  const body = change.body ?? JSON.stringify({ id: item.key, state: 'submitted', at: now.toISOString() });
  const stamp = {
    ...freshStamp(change.at ?? now),
    ...(change.nonce === undefined ? {} : { nonce: change.nonce }),
  };
  const signature =
    change.signature ?? signatureOf(change.key ?? settings.key ?? '', statusText(stamp, body));
  const headers = {
    [headerNames.key]: change.keyId ?? settings.keyId ?? '',
    [headerNames.time]: stamp.time,
    [headerNames.nonce]: stamp.nonce,
    [headerNames.signature]: signature,
  };
  return new Request(`http://hub.example${change.path ?? '/portal/city-news/status'}`, {
    method: 'POST',
    headers,
    body,
  });
}

const heard = async (request: Request) => {
  const response = await serve(request, journey.ctx());
  return { status: response.status, body: await response.text(), reports: journey.reports.length };
};

test('a signed message is stored under its item, and the same one again is refused', async () => {
  const sent = message();
  const again = sent.clone();
  expect(await heard(sent)).toMatchObject({ status: 200, reports: 1 });
  expect(journey.reports[0]).toMatchObject({
    ref: journey.item.key,
    message: { status: { state: 'submitted' } },
  });
  expect(await heard(again)).toMatchObject({ status: 409, reports: 1 });
});

test.each<[string, Message, number]>([
  ['unsigned', { signature: '' }, 401],
  ['signed with another key', { key: 'another-key-of-thirty-two-letters' }, 401],
  ['from another key id', { keyId: 'integrity' }, 401],
  ['six minutes old', { at: new Date('2026-11-23T02:24:00.000Z') }, 401],
  ['six minutes early', { at: new Date('2026-11-23T02:36:00.000Z') }, 401],
  ['with a nonce that is too short', { nonce: 'short' }, 401],
  ['no JSON', { body: '<html>' }, 400],
  ['of another shape', { body: '{"state":"adopted"}' }, 400],
  ['too long', { body: 'x'.repeat(20_000) }, 413],
  ['at another address', { path: '/portal/city-news/status/' }, 404],
])('a message that is %s is refused and stores nothing', async (_what, change, status) => {
  expect(await heard(message(change))).toMatchObject({ status, reports: 0 });
});

test('a changed body does not fit its signature', async () => {
  const sent = message();
  const forged = new Request(sent.url, { method: 'POST', headers: sent.headers, body: '{"id":"x"}' });
  expect(await heard(forged)).toMatchObject({ status: 401, reports: 0 });
});

test('a message sets no state: the portal’s own answer does', async () => {
  await journey.deliver();
  const at = journey.now.toISOString();
  const adopted = { id: journey.item.key, state: 'adopted', url: `${journey.portal.origin}/art/1.html`, at };
  expect(await heard(message({ body: JSON.stringify(adopted) }))).toMatchObject({ status: 200 });
  expect(await journey.look()).toMatchObject({ is: 'pending' });
});

test('a hand-off has no such address', async () => {
  const byHand = { ...journey.ctx(), settings: { ...journey.settings, mode: 'handoff' as const } };
  expect((await serve(message(), byHand)).status).toBe(404);
});
