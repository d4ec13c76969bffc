import type { VersionView } from '../contract/channel.js';
import type { Hash, Json } from '../contract/values.js';
import { canonicalJson, sha256 } from '../platform/hash.js';
import type { VersionContent } from '../store/version-content.js';

/** What makes a version beside its content. */
export interface VersionFrame {
  announcementId: string;
  number: number;
  expiresAt?: string | undefined;
  permalink: string;
  office: { name: string; shortName: string };
}

/** A version as a channel sees it: of the extras only its own, as it parsed them. */
export function versionView(content: VersionContent, frame: VersionFrame, extras: Json): VersionView {
  const { announcementId, number, expiresAt, permalink, office } = frame;
  const origin = permalink.slice(0, permalink.lastIndexOf('/') + 1);
  // What a copy was cleaned from is the office's own.
  const attachments = content.attachments.map(({ cleanedFrom: _original, ...file }) => file);
  const related = content.related?.map(({ slug, title }) => ({ slug, title, permalink: origin + slug }));
  return { announcementId, number, ...content, attachments, related, extras, expiresAt, permalink, office };
}

/** Everything that a version's hash answers for. Instants in UTC with milliseconds. */
export interface Frozen {
  content: VersionContent;
  targetIds: readonly string[];
  plannedAt: string | undefined;
  expiresAt: string | undefined;
  slug: string;
  number: number;
}

/** The hash of a version, the same however its parts are ordered in memory or in the database. */
export function versionHash({ content, targetIds, plannedAt, expiresAt, slug, number }: Frozen): Hash {
  return sha256(
    canonicalJson({ content, targetIds: [...targetIds].sort(), plannedAt, expiresAt, slug, number }),
  );
}
