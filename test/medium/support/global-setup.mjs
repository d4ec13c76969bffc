import '../../support/ts-loader.mjs';

/**
 * Starts one PostgreSQL, and one Redis where it is installed, for both engines' projects of a run; jest runs this in
 * its own process, outside of its module system.
 */
export default async function setUp() {
  const { startTestCluster } = await import('./cluster.ts');
  const { startTestRedis } = await import('./redis.ts');
  globalThis.tongboTestServers = [await startTestCluster(), await startTestRedis()];
}
