import { Permission, type Desk, type Role } from '../contract/api.js';

const reading = ['announcement.read', 'ledger.read', 'target.read', 'screen.read'] as const;
const kept = [
  'review.decide',
  'review.paper',
  'screening.override',
  'announcement.write',
  'announcement.submit',
  'release.create',
  'release.recall',
  'recall.emergency',
  'rectification.read',
  'warning.send',
  'press.work',
  'objection.read',
  'objection.handle',
  'dictionary.manage',
  'access.read',
];

/** What each role may do. Who runs the hub neither writes, decides nor publishes. */
export const rolePermissions: Record<Role, readonly Permission[]> = {
  administrator: Permission.options.filter((permission) => !kept.includes(permission)),
  clerk: [
    ...reading,
    'announcement.write',
    'announcement.submit',
    'review.paper',
    'release.create',
    'release.recall',
    'rectification.read',
    'screen.manage',
    'warning.send',
  ],
  reviewer: [
    ...reading,
    'review.decide',
    'review.paper',
    'screening.override',
    'dictionary.manage',
    'template.manage',
    'rectification.read',
    'warning.send',
  ],
  leader: [
    ...reading,
    'review.decide',
    'review.paper',
    'screening.override',
    'dictionary.manage',
    'template.manage',
    'release.create',
    'release.recall',
    'recall.emergency',
    'rectification.read',
    'objection.read',
    'objection.handle',
    'warning.send',
  ],
  auditor: [...reading, 'rectification.read', 'objection.read', 'access.read'],
  liaison: ['press.work'],
};

/** The union of what the roles may do. */
export function permissionsOf(roles: readonly Role[]): ReadonlySet<Permission> {
  return new Set(roles.flatMap((role) => rolePermissions[role]));
}

/**
 * Whose targets somebody may reach on a route that `permission` or `press.work` opens: undefined is everybody's, and
 * `press` only what the media liaison works with.
 */
export function deskOf(
  caller: { permissions: ReadonlySet<Permission> },
  permission: Permission,
): Desk | undefined {
  return caller.permissions.has(permission) ? undefined : 'press';
}
