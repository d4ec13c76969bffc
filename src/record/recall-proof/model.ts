/** The document's own wording: first in the office's language, then in English. Texts of people stand in `zh` alone. */
export interface Words {
  zh: string;
  en?: string | undefined;
}

/** How a line looks; its words tell the same, colour alone never does. */
export type Tone = 'plain' | 'quiet' | 'good' | 'waiting' | 'alarm' | 'code' | 'link';

export interface Line extends Words {
  tone: Tone;
}

/** What stands in one place of a table, line by line. */
export type Cell = readonly Line[];

export interface Column {
  label: Words;
  /** Its share of the width, out of 100. */
  share: number;
}

/** One part under its heading: facts (label and value), or a table with a head that each page repeats. */
export interface Section {
  heading: Words;
  /** A sentence below the heading. */
  text?: Words | undefined;
  /** What keeps the recall from being over stands in cinnabar. */
  alarm?: boolean | undefined;
  content:
    | { kind: 'facts'; rows: readonly { label: Words; value: Cell }[] }
    | { kind: 'table'; columns: readonly Column[]; rows: readonly (readonly Cell[])[] };
}

/** Where the recall as a whole stands: only `finished` makes the document a proof. */
export type Standing = 'waiting' | 'refused' | 'open' | 'finished';

/** The document, before anything is drawn. The same facts give the same model. */
export interface ProofModel {
  format: 'tongbo-recall-proof.v1';
  office: string;
  kind: Words;
  title: string;
  standing: { is: Standing; word: Words; text: Words };
  sections: readonly Section[];
}

/** A document as it is handed out. */
export interface IssuedProof {
  model: ProofModel;
  /** Over the model's canonical JSON: the same as long as nothing new is known, whenever it is issued. */
  hash: string;
  issuedAt: Date;
}
