import { io, type Socket } from 'socket.io-client';
import { LIVE_NAMESPACE } from '../../../src/contract/api.js';
import type { OfficeAtWork } from './office-at-work.js';

/** What an office's open pages and its screen have heard, every event of every namespace. */
export class Ears {
  /** `[event, …arguments]` as JSON. */
  readonly heard: string[] = [];
  private readonly sockets: Socket[] = [];

  static async of(office: OfficeAtWork): Promise<Ears> {
    const ears = new Ears();
    const { url } = office.hub;
    for (const { cookie = '' } of [office.boss, ...office.members.values()])
      await ears.open(`${url}${LIVE_NAMESPACE}`, { origin: url, cookie });
    await ears.open(url, { origin: url });
    ears.listen(office.screen.socket as unknown as Socket);
    return ears;
  }

  private async open(address: string, extraHeaders: Record<string, string>): Promise<void> {
    const socket = io(address, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      extraHeaders,
    });
    this.sockets.push(socket);
    this.listen(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve).once('connect_error', reject);
    });
  }

  private listen(socket: Socket): void {
    socket.onAny((...event: unknown[]) => this.heard.push(JSON.stringify(event)));
  }

  close(): void {
    for (const socket of this.sockets) socket.disconnect();
  }
}
