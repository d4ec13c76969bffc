import { expect, test } from '@jest/globals';
import { AuthorizationResponseError, ClientError, ResponseBodyError } from 'openid-client';
import { HttpFailure } from '../../contract/channel.js';
import { HubError } from '../../contract/errors.js';
import { reasonOf, SignOnFailure, whyOf } from './failure.js';

const answered = (error: string): AuthorizationResponseError =>
  new AuthorizationResponseError('an error', { cause: new URLSearchParams({ error }) });
const body = (error: string): ResponseBodyError =>
  new ResponseBodyError('an error', { cause: { error }, response: new Response('{}') });
const coded = (message: string, code: string, options?: ErrorOptions): ClientError =>
  Object.assign(new ClientError(message, options), { code });
const times = (claim: string): ClientError =>
  coded('of another time', 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED', {
    cause: new Error('too early', { cause: { claim, claims: { email: 'somebody@office.example' } } }),
  });

test.each([
  ['cancelled', answered('access_denied')],
  ['provider', answered('server_error')],
  ['code_used', body('invalid_grant')],
  ['provider', body('invalid_client')],
  ['clock', times('exp')],
  ['not_fresh', times('auth_time')],
  ['provider', coded('unexpected', 'OAUTH_JWT_CLAIM_COMPARISON_FAILED')],
  ['away', new ClientError('went wrong', { cause: new HttpFailure(false, 'refused') })],
  ['away', coded('timed out', 'OAUTH_TIMEOUT')],
  ['away', new ClientError('unexpected', { cause: new Response('', { status: 502 }) })],
  ['away', new HubError('provider_away')],
  ['too_many', new HubError('too_many_attempts')],
  ['link_ended', new HubError('link_ended')],
  ['taken', new SignOnFailure('taken')],
  ['internal', new TypeError('a mistake of ours')],
])('%s: %s', (reason, error) => {
  expect(reasonOf(error)).toBe(reason);
});

test('the log gets the library’s words and nobody’s claims', () => {
  expect(whyOf(times('exp'))).toBe('of another time: too early');
  expect(whyOf(body('invalid_client'))).toBe('an error: invalid_client');
});
