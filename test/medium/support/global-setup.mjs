import '../../support/ts-loader.mjs';

/** Starts one PostgreSQL for the run; jest runs this in its own process, outside of its module system. */
export default async function setUp() {
  const { startTestCluster } = await import('./cluster.ts');
  globalThis.tongboTestCluster = await startTestCluster();
}
