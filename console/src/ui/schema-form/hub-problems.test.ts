import { expect, test } from '@jest/globals';
import { Problem } from '../../api/problem.js';
import { hubFields } from './hub-problems.js';

test('the hub’s problems stand at the form’s own paths; those of other fields are not taken', () => {
  const errors = [
    { path: 'settings.smtp.host', message: 'No such host.' },
    { path: 'settings.smtp.host', message: 'Too long.' },
    { path: 'slug', message: 'Taken.' },
  ];
  const problem = new Problem('invalid_request', {
    type: 'about:blank',
    title: '',
    status: 400,
    code: 'invalid_request',
    errors,
  });
  expect([...hubFields(problem, 'settings')]).toEqual([['smtp.host', 'No such host. Too long.']]);
});
