import type { OfficeAtWork } from './office-at-work.js';

interface Foreign {
  path(mine: OfficeAtWork): string;
  body(theirs: OfficeAtWork, mine: OfficeAtWork): unknown;
}
const at =
  (path: string): Foreign['path'] =>
  () =>
    path;

/** Two of one's own, but for what is named. */
const groupOf = ({ at: mine, owned }: OfficeAtWork, other: { targetIds?: string[]; versionId?: string }) => {
  const targetIds = owned.targets.slice(0, 1);
  return {
    name: '联合发布',
    members: [
      { versionId: mine.approved.versionId, targetIds },
      { versionId: mine.released.versionId, targetIds, ...other },
    ],
  };
};

export const groupForeign: Record<string, readonly Foreign[]> = {
  'POST /api/v1/release-groups': [
    {
      path: at('/api/v1/release-groups'),
      body: (theirs, mine) => groupOf(mine, { targetIds: theirs.owned.targets.slice(0, 1) }),
    },
    {
      path: at('/api/v1/release-groups'),
      body: (theirs, mine) => groupOf(mine, { versionId: theirs.at.approved.versionId }),
    },
  ],
};
