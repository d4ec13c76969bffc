import { expect, test } from '@jest/globals';
import { Permission, Role } from '../contract/api.js';
import { deskOf, permissionsOf, rolePermissions } from './permissions.js';

test('nobody writes and decides, and who runs the hub does neither, nor publishes', () => {
  for (const role of Role.options) {
    const may = permissionsOf([role]);
    expect(may.has('announcement.write') && may.has('review.decide')).toBe(false);
  }
  const administrator = permissionsOf(['administrator']);
  for (const kept of [
    'announcement.write',
    'announcement.submit',
    'review.decide',
    'release.create',
    'release.recall',
    'dictionary.manage',
  ] as const)
    expect(administrator.has(kept)).toBe(false);
  for (const permissions of Object.values(rolePermissions))
    expect(permissions).toHaveLength(new Set(permissions).size);
});

test('every permission is somebody’s, and only administrators change targets and members', () => {
  const given = new Set(Object.values(rolePermissions).flat());
  expect([...given].sort()).toEqual([...Permission.options].sort());
  for (const role of Role.options.filter((one) => one !== 'administrator'))
    for (const permission of ['target.manage', 'member.manage'] as const)
      expect(permissionsOf([role]).has(permission)).toBe(false);
});

test('an auditor reads and does nothing else', () => {
  expect([...permissionsOf(['auditor'])].every((permission) => permission.endsWith('.read'))).toBe(true);
});

test('a liaison works at the press desk alone, and nobody else has its permission', () => {
  const liaison = permissionsOf(['liaison']);
  expect([...liaison]).toEqual(['press.work']);
  for (const role of Role.options.filter((one) => one !== 'liaison'))
    expect(permissionsOf([role]).has('press.work')).toBe(false);
});

test('who has the permission reaches every desk with it, also as a liaison; who came in as a liaison reaches one', () => {
  const both = { permissions: permissionsOf(['liaison', 'auditor']) };
  expect(deskOf(both, 'target.read')).toBeUndefined();
  expect(deskOf(both, 'target.manage')).toBe('press');
  expect(deskOf({ permissions: permissionsOf(['liaison']) }, 'target.read')).toBe('press');
});
