import { describe } from '@jest/globals';
import { cutsSuite } from './suites/cuts.js';
import { deliverySuite } from './suites/delivery.js';
import { errorsSuite } from './suites/errors.js';
import { renderingSuite } from './suites/rendering.js';
import { servingSuite } from './suites/serving.js';
import { registrySuite, shapeSuite } from './suites/shape.js';
import { findChannels } from './support/found.js';

const { found: all, broken } = await findChannels();

describe('all channels', () => registrySuite(all, broken));

describe.each(all)('channel $id', (found) => {
  describe('shape', () => shapeSuite(found));
  describe('rendering', () => renderingSuite(found));
  describe('delivery', () => deliverySuite(found));
  describe('cut off', () => cutsSuite(found));
  describe('errors', () => errorsSuite(found));
  if (found.channel.serve) describe('serving', () => servingSuite(found));
});
