export default async function tearDown() {
  for (const server of (globalThis.tongboTestServers ?? []).toReversed()) await server?.stop();
}
