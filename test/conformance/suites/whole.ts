import { describe } from '@jest/globals';
import type { Found } from '../support/found.js';
import { cutsSuite } from './cuts.js';
import { deliverySuite } from './delivery.js';
import { errorsSuite } from './errors.js';
import { renderingSuite } from './rendering.js';
import { servingSuite } from './serving.js';
import { shapeSuite } from './shape.js';

/** Everything that a channel has to keep to, for each of them. */
export function wholeSuite(channels: readonly Found[]): void {
  describe.each(channels)('channel $id', (found) => {
    describe('shape', () => shapeSuite(found));
    describe('rendering', () => renderingSuite(found));
    describe('delivery', () => deliverySuite(found));
    describe('cut off', () => cutsSuite(found));
    describe('errors', () => errorsSuite(found));
    if (found.channel.serve) describe('serving', () => servingSuite(found));
  });
}
