import type { House } from '../support/house.js';
import { Scene } from '../support/scene.js';

const PATIENCE_MS = 180_000;

/** The acceptance scenarios on their own days, one after another in one office; docs/scenarios.md tells them. */
export function playAll(
  house: House,
  scenarios: readonly (readonly [name: string, title: string, play: (scene: Scene) => Promise<void>])[],
): void {
  for (const [name, title, play] of scenarios)
    house.test(title, async () => play(await Scene.open(house, name)), PATIENCE_MS);
}
