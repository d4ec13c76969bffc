import { afterAll, beforeAll } from '@jest/globals';
import { pagesTellNothing } from './leaks/pages.js';
import { routesTellNothing } from './leaks/routes.js';
import { socketsTellNothing } from './leaks/sockets.js';
import { TwoOffices } from './leaks/two-offices.js';

/** Two offices share one hub: nothing of one may reach the other. */
let offices: TwoOffices | undefined;
beforeAll(async () => {
  offices = await TwoOffices.start();
}, 240_000);
afterAll(() => offices?.close());
const two = (): TwoOffices => {
  if (!offices) throw new Error('the offices did not begin');
  return offices;
};

socketsTellNothing(two);
pagesTellNothing(two);
// Last, because its last test changes what it asks for.
routesTellNothing(two);
