import { randomId } from './random-id.js';

/** This page, as the hub tells it from others of the same member. It lasts until the page is loaded anew. */
export const tab = randomId();
