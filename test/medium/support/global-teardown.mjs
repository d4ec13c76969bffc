export default async function tearDown() {
  await globalThis.tongboTestCluster?.stop();
}
