import { wholeSuite } from './suites/whole.js';
import { findChannels } from './support/found.js';

const { found: all } = await findChannels();

wholeSuite(all.filter((_, index) => index % 2 === 1));
