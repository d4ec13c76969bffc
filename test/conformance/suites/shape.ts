import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { checkChannels } from '../../../src/targets/discover.js';
import type { Broken, Found } from '../support/found.js';

/** What the hub relies on before it has called anything. */
export function shapeSuite(found: Found): void {
  const { channel } = found;

  test('has the shape that the registry expects, and the id of its folder', () => {
    expect(() => checkChannels([{ name: found.id, channel }])).not.toThrow();
    expect(channel.update !== undefined).toBe(channel.capabilities.update);
  });

  test('its settings accept the example, refuse rubbish and can be drawn as a form', () => {
    const parsed = channel.settings.parse(found.settings);
    expect(channel.settings.parse(JSON.parse(JSON.stringify(parsed)))).toEqual(parsed);
    for (const rubbish of [null, 'text', [1], 7])
      expect(channel.settings.safeParse(rubbish).success).toBe(false);
    expect(z.toJSONSchema(channel.settings, { io: 'input' })).toHaveProperty('type', 'object');
  });

  test('its fixtures are enough for every other test', () => {
    expect(found.versions.length).toBeGreaterThanOrEqual(2);
    for (const [, version] of found.versions)
      for (const { hash } of [...version.pictures, ...version.attachments])
        expect([...found.assets.keys()]).toContain(hash);
  });
}

/** What must hold between the channels. */
export function registrySuite(all: Found[], broken: Broken[]): void {
  test('every folder under channels/ is a whole channel with its fixtures', () => {
    expect(broken).toEqual([]);
  });

  test('there are channels, and the registry takes them together', () => {
    const channels = checkChannels(all.map(({ id, channel }) => ({ name: id, channel })));
    expect(channels.size).toBe(all.length);
    expect(channels.size).toBeGreaterThan(0);
  });
}
