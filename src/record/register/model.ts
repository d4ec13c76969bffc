import type { Metadata } from '../../contract/metadata.js';
import type { DeliveryState, GoneReason, Operation, RecallReason } from '../../contract/values.js';

/** A person's act with its time; instants are ISO text, as in everything here. */
export interface Act {
  name: string;
  at: string;
}

/** How a step was signed, when not by the member's own hand at a screen. */
export interface HowSigned {
  paper: { signedOn: string } | null;
  /** Taken for whom. */
  behalf?: { name: string } | null;
}

/** One delivery of a release to one of its targets. */
export interface RegisteredPlace {
  target: string;
  operation: Operation;
  state: DeliveryState;
  liveAt: string | null;
  url: string | null;
  goneReason: GoneReason | null;
}

/** A release as the register holds it: what was decided about it, by whom, and what became of it. */
export interface RegisteredRelease {
  title: string;
  docNo: string | null;
  indexNo: string | null;
  category: string;
  /** Null in versions of before there was any. */
  metadata: Metadata | null;
  version: number;
  drafter: Act;
  /** The steps that were approved, in their order; the last one is the signature. */
  approvals: (Act & { step: string; how?: HowSigned })[];
  releasedBy: Act;
  publishAt: string;
  permalink: string;
  places: RegisteredPlace[];
  /** What it corrects and why, if it is the correction of an earlier one. */
  correction: string | null;
  /** Recalls of the announcement that were let through after this release. */
  recalls: { reason: RecallReason; note: string; at: string; done: boolean }[];
}

/** The register of a period. Both instants are ISO text; `to` is no part of it. */
export interface Register {
  office: string;
  from: string;
  to: string;
  made: Act;
  /** The newest anchor of the ledger: what is printed can be told from what was written into it later. */
  seal: { number: number; hash: string; sealedAt: string } | null;
  releases: RegisteredRelease[];
}
