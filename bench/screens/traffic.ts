import type { BenchScreen } from './client.js';

/** Lines and headers of a request and its answer that fetch does not show, roughly; and a frame's own head. */
const HTTP_OVERHEAD = 400;
const FRAME_OVERHEAD = 8;

interface Engine {
  on(event: 'packet' | 'packetCreate', hear: (packet: { data?: unknown }) => void): void;
}

/**
 * Lets a screen that was away come back and counts what goes over the wire in both directions, from its hello until it
 * has what it lacked: frames of the socket, and requests with their answers as they are sent.
 */
export async function bytesOf(
  screen: BenchScreen | undefined,
): Promise<{ bytes: number; requests: string[] }> {
  if (!screen) throw new Error('there is no screen');
  let bytes = 0;
  const requests: string[] = [];
  const { fetch } = globalThis;
  globalThis.fetch = async (input, init) => {
    if (typeof input !== 'string') throw new Error('the player asks by addresses');
    const response = await fetch(input, init);
    const body = await response.clone().arrayBuffer();
    bytes += body.byteLength + input.length + HTTP_OVERHEAD;
    requests.push(`${input.replace(/^.*\/display/, '')} ${String(body.byteLength)}`);
    return response;
  };
  const { link } = screen;
  link.io.once('open', () => {
    const engine = link.io.engine as unknown as Engine;
    const count = ({ data }: { data?: unknown }): void => {
      bytes += FRAME_OVERHEAD + (typeof data === 'string' ? Buffer.byteLength(data) : 0);
    };
    engine.on('packet', count);
    engine.on('packetCreate', count);
  });
  screen.settledAt = 0;
  const beforeAt = screen.welcomedAt;
  link.connect();
  const until = performance.now() + 60_000;
  while (screen.welcomedAt === beforeAt || screen.settledAt === 0) {
    if (performance.now() > until) throw new Error('the screen did not come back');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  // What is reported a moment later belongs to it.
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  globalThis.fetch = fetch;
  return { bytes, requests };
}
