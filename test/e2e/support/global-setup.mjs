import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A place for what the tests of this run share (test/e2e/support/demo.ts). */
export default async function setUp() {
  process.env.TEST_DEMO_FOLDER = await mkdtemp(join(tmpdir(), 'hub-e2e-demo-'));
}
