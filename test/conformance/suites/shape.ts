import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { LocalizedText } from '../../../src/contract/values.js';
import type { Found } from '../support/found.js';

const Shape = z.object({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  label: LocalizedText,
  mount: z
    .string()
    .regex(/^\/[a-z][a-z0-9-]*$/)
    .optional(),
  capabilities: z.object({
    media: z.array(z.enum(['text', 'picture', 'attachment', 'video'])).min(1),
    maxTitle: z.int().positive(),
    maxBody: z.int().positive(),
    update: z.boolean(),
    recall: z.enum(['full', 'request', 'none']),
  }),
  limits: z.object({
    concurrency: z.int().positive(),
    perMinute: z.int().positive().optional(),
    perDay: z.int().positive().optional(),
  }),
  settleMs: z.int().nonnegative(),
});

/** What the hub relies on before it has called anything. */
export function shapeSuite(found: Found): void {
  const { channel } = found;

  test('has the shape that the registry expects, and the id of its folder', () => {
    expect(() => Shape.parse(channel)).not.toThrow();
    expect(channel.id).toBe(found.id);
    expect(channel.update !== undefined).toBe(channel.capabilities.update);
    expect(channel.serve !== undefined).toBe(channel.mount !== undefined);
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
export function registrySuite(all: Found[]): void {
  test('there are channels, and no two share an id or a mount', () => {
    expect(all.length).toBeGreaterThan(0);
    const mounts = all.flatMap(({ channel }) => channel.mount ?? []);
    expect(new Set(mounts).size).toBe(mounts.length);
    expect(new Set(all.map(({ channel }) => channel.id)).size).toBe(all.length);
  });
}
