import type { AttachedFile, Extras } from '../contract/api.js';
import type { Metadata } from '../contract/metadata.js';
import type { AssetRef, Hash } from '../contract/values.js';

export interface RelatedVersion {
  announcementId: string;
  slug: string;
  title: string;
}

/** The frozen content of a version: everything that a channel sees but the permalink's origin and the office. */
export interface VersionContent {
  title: string;
  body: string;
  pictures: AssetRef[];
  attachments: AttachedFile[];
  category: string;
  issuer: string;
  docNo?: string | undefined;
  indexNo?: string | undefined;
  /** Of a 公示: for how many working days it stands. */
  noticeDays?: number | undefined;
  /** Missing for what is published. */
  audience?: 'specific' | undefined;
  /** Of what is served: the salted hash of the party's name. */
  party?: Hash | undefined;
  /** Missing when nothing is said, so that older hashes hold. */
  metadata?: Metadata | undefined;
  /** What it belongs with, as that was called then. Missing when there is none. */
  related?: RelatedVersion[] | undefined;
  /** By channel. Missing when there are none, so that older hashes hold. */
  extras?: Extras | undefined;
}
