import { Injectable } from '@nestjs/common';
import type { ManifestNews } from '../contract/display.js';
import type { Audience } from './audience.js';
import { Manifests, type Have } from './manifests.js';

/** News up to so many bytes go over the socket; more is fetched by each screen. */
const mostBytes = 64 * 1024;
/** Reports are asked for at a thousand screens a second; a few screens report at once. */
const spreadMs = (screens: number): number => Math.min(5_000, screens);

/** Tells a node's screens what has changed in their group: once a change, in the order of the changes. */
@Injectable()
export class GroupNews {
  private readonly told = new Map<string, Have>();
  private readonly wanted = new Map<string, number>();
  private readonly running = new Set<string>();

  constructor(private readonly manifests: Manifests) {}

  /** The newest epoch that is known of a group. */
  newest(targetId: string): number | undefined {
    return this.wanted.get(targetId);
  }

  /** The group's manifest has this epoch now: tells the audience, unless it was told already. */
  async changed(targetId: string, epoch: number, audienceOf: (targetId: string) => Audience): Promise<void> {
    if (epoch <= (this.wanted.get(targetId) ?? -1)) return;
    this.wanted.set(targetId, epoch);
    if (this.running.has(targetId)) return;
    this.running.add(targetId);
    try {
      while ((this.told.get(targetId)?.epoch ?? -1) < (this.wanted.get(targetId) ?? -1))
        await this.once(targetId, audienceOf(targetId));
    } catch (error) {
      // They fetch it themselves, and the next change begins anew.
      audienceOf(targetId).hint(this.wanted.get(targetId) ?? epoch);
      this.told.delete(targetId);
      throw error;
    } finally {
      this.running.delete(targetId);
    }
  }

  private async once(targetId: string, audience: Audience): Promise<void> {
    const epoch = this.wanted.get(targetId) ?? -1;
    const have = this.told.get(targetId);
    const change = await this.manifests.forGroup(
      have ?? { group: targetId, epoch: -1 },
      have ? audience.screenIds : [],
    );
    this.told.set(targetId, {
      group: targetId,
      epoch: Math.max(epoch, change?.edition.epoch ?? -1),
      frame: change?.edition.frame.hash ?? have?.frame,
    });
    if (have && change && sizeOf(change.news) <= mostBytes)
      audience.tell({ ...change.news, spreadMs: spreadMs(audience.screenIds.length) });
    else audience.hint(change?.edition.epoch ?? epoch);
  }
}

const sizeOf = ({ frame = '', items, bodies, gone }: ManifestNews): number =>
  frame.length +
  gone.length * 40 +
  items.reduce((sum, text) => sum + text.length, 0) +
  bodies.reduce((sum, { text }) => sum + text.length, 0);
