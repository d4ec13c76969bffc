import type { ManifestNews, Signed } from '../contract/display.js';
import type { LinkNamespace, LinkSocket } from './messages.js';

/** This node's screens of one group, as they are at one moment: nobody who comes later is told by it. */
export interface Audience {
  screenIds: string[];
  /** What is new since the epoch that these screens were last told of. */
  tell(news: ManifestNews): void;
  /** What stands above their programme now. */
  alert(signed: Signed): void;
  /** That something is new: they fetch it themselves. */
  hint(epoch: number): void;
}

/** These sockets of this node as an audience: whoever is told from PostgreSQL tells its own sockets only. */
export function audienceOf(namespace: LinkNamespace | undefined, sockets: readonly LinkSocket[]): Audience {
  // Without a room it would go to everybody.
  const all = sockets.length === 0 ? undefined : namespace?.local.to(sockets.map(({ id }) => id));
  return {
    screenIds: sockets.flatMap(({ data: { device } }) => (device ? [device.screenId] : [])),
    tell: (news) => all?.emit('newsV1', news),
    alert: (alert) => all?.emit('alertV1', { alert }),
    hint: (epoch) => all?.emit('manifestChangedV1', { epoch }),
  };
}
