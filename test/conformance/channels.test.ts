import { describe } from '@jest/globals';
import { registrySuite } from './suites/shape.js';
import { wholeSuite } from './suites/whole.js';
import { findChannels } from './support/found.js';

const { found: all, broken } = await findChannels();

describe('all channels', () => registrySuite(all, broken));

// Every second one; more-channels.test.ts has the others, so that both can run at once.
wholeSuite(all.filter((_, index) => index % 2 === 0));
